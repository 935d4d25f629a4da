"""What tests of the commands share. Property tests here have no time limit: how fast they run is
the machine's affair."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path
from typing import Protocol

import pytest
from aiohttp.test_utils import unused_port
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_aiohttp import AiohttpServer

from contract.settings import Settings, load_settings
from service.app import build

hypothesis_settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("untimed")


class Found(Protocol):
    """Settings that a command will find."""

    def __call__(self, **given: str) -> Settings: ...


class Serve(Protocol):
    """Starts the service."""

    def __call__(self, **given: str) -> Awaitable[Settings]: ...


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Found:
    """Puts settings into the environment, with a data folder and a port of the test's own."""

    def find(**given: str) -> Settings:
        own = {"VULTUS_DATA": str(tmp_path / "data"), "VULTUS_PORT": str(unused_port())}
        own |= {f"VULTUS_{name.upper()}": value for name, value in given.items()}
        for name, value in own.items():
            monkeypatch.setenv(name, value)
        return load_settings(own)

    return find


@pytest.fixture
def serve(found: Found, aiohttp_server: AiohttpServer) -> Serve:
    """The service with those settings, where a command looks for it; by default the store alone."""

    async def start(**given: str) -> Settings:
        settings = found(**{"parts": "fusion"} | given)
        await aiohttp_server(build(settings), port=settings.port)
        return settings

    return start
