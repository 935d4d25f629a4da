"""The real service with vision and the real store, started once a module: models take seconds."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer, unused_port

from contract.client import StoreClient
from contract.settings import Settings, load_settings
from service.app import build


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings(
        {
            "VULTUS_DATA": str(tmp_path_factory.mktemp("data")),
            "VULTUS_PARTS": "fusion,vision",
            "VULTUS_PORT": str(unused_port()),
        }
    )


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def url(settings: Settings) -> AsyncIterator[str]:
    """Where the service answers."""
    async with TestServer(build(settings), port=settings.port) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def store(url: str, settings: Settings) -> AsyncIterator[StoreClient]:
    async with StoreClient.of(settings) as client:
        yield client


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def http(url: str) -> AsyncIterator[ClientSession]:
    async with ClientSession() as client:
        yield client
