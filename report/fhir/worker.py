"""Pushes the sessions that wait in the store's outbox. A restart loses none."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from contract.client import StoreClient
from contract.errors import NotFound, VultusError
from contract.messages import Delivery, Outgoing
from contract.settings import Settings
from questionnaires.loader import load_all
from report.fhir.bundle import Wanted, bundle
from report.fhir.push import TIMEOUT_S, NotTaken, connection, push

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """Seconds between attempts and between looks into the outbox."""

    first: float = 20.0
    """After the first failure; doubling up to `longest`."""
    longest: float = 3600.0
    poll: float = 2.0
    timeout: float = TIMEOUT_S


def wanted(settings: Settings) -> Wanted:
    """What is pushed, by the settings. Where estimates are hidden they do not leave either."""
    mood = settings.fhir_mood and not settings.hide_estimates
    return Wanted(mood, settings.fhir_alerts, settings.alert_escalate_minutes)


def pushing(
    settings: Settings, pace: Pace | None = None
) -> Callable[[web.Application], AsyncIterator[None]]:
    """Runs the worker while the service does."""

    async def work(app: web.Application) -> AsyncIterator[None]:
        async with StoreClient.of(settings) as store:
            task = asyncio.create_task(Worker(settings, store, pace or Pace()).run())
            yield
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    return work


class Worker:
    """Asks the store for what is due and sends it, one session after another."""

    def __init__(self, settings: Settings, store: StoreClient, pace: Pace) -> None:
        self._settings, self._store, self._pace = settings, store, pace

    async def run(self) -> None:
        """Send what is due, until cancelled."""
        async with connection(self._settings.fhir_token, self._pace.timeout) as http:
            while True:
                if not await self._take_up(http):
                    await asyncio.sleep(self._pace.poll)

    async def _take_up(self, http: aiohttp.ClientSession) -> bool:
        """Whether there was anything; what fails here is due again when its lease ends."""
        try:
            due = await self._store.claim_outgoing()
            for one in due:
                with suppress(NotFound):  # the patient was erased meanwhile
                    await self._store.delivered(await self._send(one, http))
        except VultusError as error:
            log.warning("outbox waits for the store", extra={"code": error.code})
            return False
        except Exception:
            log.exception("outbox stopped short")
            return False
        return bool(due)

    async def _send(self, one: Outgoing, http: aiohttp.ClientSession) -> Delivery:
        body = await self._bundle(one)
        digest = None if body is None else hashlib.sha256(body).hexdigest()
        if body is None or digest == one.sent:
            return Delivery(one.session, one.change, None)
        try:
            await push(http, self._settings.fhir_url, body)
        except NotTaken as error:
            return self._failed(one, error)
        log.info("session pushed", extra={"session": one.session})
        return Delivery(one.session, one.change, digest)

    async def _bundle(self, one: Outgoing) -> bytes | None:
        record = await self._store.record(one.session)

        def text() -> bytes | None:
            made = bundle(record, load_all(), wanted(self._settings))
            return None if made is None else json.dumps(made, ensure_ascii=False).encode()

        return await asyncio.to_thread(text)

    def _failed(self, one: Outgoing, error: NotTaken) -> Delivery:
        extra = {"session": one.session, "error": error.text, "again": error.again}
        log.error("session not pushed", extra=extra)
        pause = min(self._pace.first * 2.0 ** min(one.attempts, 30), self._pace.longest)
        due = time.time() + max(pause, error.wait) if error.again else None
        return Delivery(one.session, one.change, None, due, error.text)
