"""The real service with channels and the real store; Rasa is scripted and can be down."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer, unused_port
from pytest_aiohttp import AiohttpServer

from contract.client import StoreClient
from contract.settings import Settings, load_settings
from safety import finding
from service.app import build
from tests.channels.fake_rasa import FakeRasa
from tests.channels.page import Page
from tests.safety.readers import Watched

Start = Callable[[], Awaitable[TestServer]]


@pytest.fixture(autouse=True)
def off_the_loop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever happens to a reply here, its words are never looked at on the event loop."""
    reader = Watched()
    monkeypatch.setattr(finding, "shipped", lambda: reader)
    yield
    assert not reader.on_a_loop


@pytest.fixture
def rasa() -> FakeRasa:
    return FakeRasa()


@pytest.fixture
async def settings(tmp_path: Path, rasa: FakeRasa, aiohttp_server: AiohttpServer) -> Settings:
    process = await aiohttp_server(rasa.app())
    return load_settings(
        {
            "VULTUS_DATA": str(tmp_path / "data"),
            "VULTUS_PARTS": "channels,fusion",
            "VULTUS_PORT": str(unused_port()),
            "VULTUS_RASA_URL": str(process.make_url("")).rstrip("/"),
            "VULTUS_CONTACT": "Ward 3, day and night: 0800 1234",
        }
    )


@pytest.fixture
def without_rasa(settings: Settings) -> Settings:
    return replace(settings, rasa_url=f"http://127.0.0.1:{unused_port()}")


@pytest.fixture
async def service(settings: Settings, aiohttp_server: AiohttpServer) -> TestServer:
    return await aiohttp_server(build(settings), port=settings.port)


@pytest.fixture
async def store(service: TestServer, settings: Settings) -> AsyncIterator[StoreClient]:
    async with StoreClient.of(settings) as client:
        yield client


@pytest.fixture
async def token(store: StoreClient) -> str:
    return (await store.invite()).token


@pytest.fixture
async def browser() -> AsyncIterator[ClientSession]:
    async with ClientSession() as http:
        yield http


@pytest.fixture
async def page(browser: ClientSession, settings: Settings, token: str) -> AsyncIterator[Page]:
    """A page on which both consents were given and the greeting has come."""
    async with Page.at(browser, settings, token) as page:
        await page.begin()
        yield page


def payload_of(bubble: dict[str, Any], title: str) -> str:
    return next(str(one["payload"]) for one in bubble["buttons"] if one["title"] == title)
