"""The real service that pushes, and a FHIR server on loopback."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer, unused_port
from pytest_aiohttp import AiohttpServer

from contract.settings import Settings, load_settings
from report.fhir import worker
from tests.report.clinic import Clinic, clinic_of
from tests.report.fhir.server import FhirServer

QUICK = worker.Pace(first=0.05, longest=0.2, poll=0.02, timeout=0.5)
Serve = Callable[..., Awaitable[Clinic]]


@pytest.fixture
async def hospital(aiohttp_server: AiohttpServer) -> FhirServer:
    made = FhirServer(token="secret-token")
    started: TestServer = await aiohttp_server(made.application())
    made.url = str(started.make_url("/fhir"))
    return made


@pytest.fixture
def settings(tmp_path: Path, hospital: FhirServer) -> Settings:
    return load_settings(
        {
            "VULTUS_DATA": str(tmp_path / "data"),
            "VULTUS_PORT": str(unused_port()),
            "VULTUS_PARTS": "fusion,report",
            "VULTUS_FHIR_URL": hospital.url,
            "VULTUS_FHIR_TOKEN": hospital.token,
            "VULTUS_FHIR_MOOD": "true",
            "VULTUS_FHIR_ALERTS": "true",
        }
    )


@pytest.fixture
async def serve(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Serve]:
    """Starts the service at a quick pace; all of it stops after the test."""
    monkeypatch.setattr(worker, "Pace", lambda: QUICK)
    open_ones: list[Clinic] = []

    async def start(settings: Settings) -> Clinic:
        open_ones.append(await clinic_of(settings))
        return open_ones[-1]

    yield start
    for clinic in open_ones:
        await clinic.close()


async def until(true: Callable[[], bool | Awaitable[bool]], seconds: float = 10.0) -> None:
    """Wait until it is so; AssertionError when it does not come about."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        so = true()
        if so if isinstance(so, bool) else await so:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come about")
