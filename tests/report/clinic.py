"""A running service with the store's client and a clinician's browser."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from contract.client import StoreClient
from contract.messages import Record
from contract.secret import clinician_token
from contract.settings import Settings
from service.app import build
from tests.report.records import OPENED

Client = TestClient[web.Request, web.Application]


@dataclass(frozen=True)
class Clinic:
    """A running service with the store's client and a clinician's browser."""

    settings: Settings
    store: StoreClient
    browser: Client

    @property
    def home(self) -> str:
        return f"/c/{clinician_token(self.settings)}"

    async def say(self, record: Record, patient: str | None = None) -> str:
        """Post a record's messages as a new session, which stays open; its id."""
        patient = patient or (await self.store.invite()).patient
        session = (await self.store.open_session(patient, "web")).session
        for consent in record.consents:
            await self.store.post(replace(consent, session=session, patient=patient))
        kept: tuple[Any, ...] = (
            *record.respondents,
            *record.starts,
            *record.replies,
            *record.answers,
            *(() if record.who == "proxy" else (*record.windows, *record.scores)),
        )
        for message in kept:
            await self.store.post(replace(message, session=session))
        return session

    async def play(self, record: Record, patient: str | None = None) -> str:
        """The same, and close it."""
        session = await self.say(record, patient)
        await self.store.close_session(session, "completed", OPENED + 400)
        return session

    async def close(self) -> None:
        """Stop all of it."""
        await self.store.close()
        await self.browser.close()


async def clinic_of(settings: Settings) -> Clinic:
    """The service of these settings, started on their port."""
    server = TestServer(build(settings), port=settings.port)
    browser = TestClient(server)
    await browser.start_server()
    return Clinic(settings, StoreClient.of(settings), browser)
