"""A running service with the store's client and the demo administrator's browser."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp.test_utils import TestClient, TestServer

from contract.clinic_client import ClinicClient
from contract.messages import Record
from contract.settings import Settings
from service.app import build
from tests.report.browsing import enter_demo, send
from tests.report.records import OPENED

Client = TestClient[Any, Any]


@dataclass(frozen=True)
class Clinic:
    """A running service with the store's client and the demo administrator's browser."""

    settings: Settings
    store: ClinicClient
    browser: Client

    home: str = "/c"
    others: list[Client] = field(default_factory=list)

    def other(self) -> Client:
        """Another browser, not signed in."""
        self.others.append(TestClient(self.browser.server))
        return self.others[-1]

    async def post(self, path: str, form: dict[str, str], **more: Any) -> Any:
        """Send a form as the page does."""
        return await send(self.browser, path, form, **more)

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
        for one in self.others:
            await one.session.close()
        await self.browser.close()


async def clinic_of(settings: Settings) -> Clinic:
    """The service of these settings, started on their port."""
    server = TestServer(build(settings), port=settings.port)
    browser = TestClient(server)
    await browser.start_server()
    if settings.demo and {"fusion", "report"} <= set(settings.parts):
        await enter_demo(browser, settings)
    return Clinic(settings, ClinicClient.of(settings), browser)
