"""`vultus purge` on a running service."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port
from pytest_aiohttp import AiohttpServer

from cli.__main__ import main
from contract.client import StoreClient
from contract.messages import Consent, FaceWindow
from contract.settings import load_settings
from service.app import build

LONG_AGO = 1_000_000_000.0


@pytest.fixture
async def store(
    tmp_path: Path, aiohttp_server: AiohttpServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[StoreClient]:
    given = {"VULTUS_DATA": str(tmp_path / "data"), "VULTUS_PORT": str(unused_port())}
    settings = load_settings(given | {"VULTUS_PARTS": "fusion", "VULTUS_KEEP": "sessions=forever"})
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    await aiohttp_server(build(settings), port=settings.port)
    async with StoreClient.of(settings) as client:
        yield client


def command() -> int | str | None:
    with pytest.raises(SystemExit) as end:
        main(["purge"])
    return end.value.code


async def test_it_says_what_went_as_counts(
    store: StoreClient, capsys: pytest.CaptureFixture[str]
) -> None:
    patient = (await store.invite()).patient
    session = (await store.open_session(patient, "web")).session
    await store.post(Consent(session, patient, "camera", "1", True, LONG_AGO))
    await store.post(FaceWindow(session, LONG_AGO, LONG_AGO + 1, 5, 0))
    await store.close_session(session, "completed", LONG_AGO + 9)
    assert await asyncio.to_thread(command) == 0
    assert capsys.readouterr().out.split() == ["1", "face"]
    assert await asyncio.to_thread(command) == 0
    assert "Nothing has been kept long enough" in capsys.readouterr().out
