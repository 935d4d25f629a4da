"""The real store and the real worker; a mail server and a webhook on loopback receive."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from pytest_aiohttp import AiohttpServer

from contract.client import StoreClient
from contract.messages import Consent, Reply
from contract.settings import Settings, load_settings
from service.app import build
from tests.alerts.mail_server import MailServer

WORDS = "I want to die, said with a secret sentence"
Start = Callable[[Settings], Awaitable[TestServer]]


@dataclass
class Hook:
    """A webhook's receiver."""

    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    status: int = 204


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    server = MailServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def hook(aiohttp_server: AiohttpServer) -> Hook:
    made = Hook()

    async def receive(request: web.Request) -> web.Response:
        made.bodies.append(await request.json())
        return web.Response(status=made.status)

    app = web.Application()
    app.router.add_post("/secret-path", receive)
    made.url = str((await aiohttp_server(app)).make_url("/secret-path"))
    return made


@pytest.fixture
def settings(tmp_path: Path, mail: MailServer, hook: Hook) -> Settings:
    return load_settings(
        {
            "VULTUS_DATA": str(tmp_path / "data"),
            "VULTUS_PARTS": "fusion,alerts",
            "VULTUS_PORT": str(unused_port()),
            "VULTUS_MODE": "live",
            "VULTUS_CONTACT": "Ward 3: 0800 1234",
            "VULTUS_SAFETY_REVIEWED_BY": "the ward's psychologist",
            "VULTUS_ALERT_TO": f"oncall@clinic.test,{hook.url}",
            "VULTUS_ALERT_SECOND": "head@clinic.test",
            "VULTUS_SMTP": f"smtp://127.0.0.1:{mail.port}",
            "VULTUS_MAIL_FROM": "vultus@clinic.test",
        }
    )


@pytest.fixture
async def start(aiohttp_server: AiohttpServer) -> Start:
    async def started(settings: Settings) -> TestServer:
        return await aiohttp_server(build(settings), port=settings.port)

    return started


async def say(store: StoreClient, words: str, message: str = "m1") -> str:
    """A patient who types these words; the session's id."""
    patient = (await store.invite()).patient
    session = (await store.open_session(patient, "web")).session
    now = time.time()
    await store.post(Consent(session, patient, "text", "1", True, now))
    await store.post(Reply(session, message, now, words))
    return session
