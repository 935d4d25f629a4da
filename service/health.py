"""`/healthz`: says whether this process serves, which parts, and what of them does not work.

A part's `app.py` may have `async def check(app) -> None`, which raises when it cannot serve.
"""

from __future__ import annotations

import asyncio
import importlib
import logging

from aiohttp import web

from contract.settings import Settings

log = logging.getLogger(__name__)
WAIT_S = 5.0


def attach(app: web.Application, settings: Settings) -> None:
    """Add the route. It answers once every part's start-up has finished."""

    async def healthz(request: web.Request) -> web.Response:
        failing = [part for part in settings.parts if not await _well(request.app, part)]
        parts = list(settings.parts)
        if failing:
            body = {"status": "failing", "parts": parts, "failing": failing}
            return web.json_response(body, status=503)
        return web.json_response({"status": "ok", "parts": parts})

    app.router.add_get("/healthz", healthz)


async def _well(app: web.Application, part: str) -> bool:
    check = getattr(importlib.import_module(f"{part}.app"), "check", None)
    if check is None:
        return True
    try:
        await asyncio.wait_for(check(app), WAIT_S)
    except Exception as error:
        log.error("part failing", extra={"part": part, "error": type(error).__name__})
        return False
    return True
