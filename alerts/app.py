"""The part's place in the service: its worker runs while the service does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

from alerts.worker import Worker
from contract.clinic_client import ClinicClient
from contract.settings import Settings


def attach(app: web.Application, settings: Settings) -> None:
    """Run the worker; the part has no routes."""

    async def work(app: web.Application) -> AsyncIterator[None]:
        async with ClinicClient.of(settings) as store:
            task = asyncio.create_task(Worker(settings, store).run())
            yield
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    app.cleanup_ctx.append(work)
