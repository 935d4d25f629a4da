"""`vultus purge` on a running service."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from cli.__main__ import main
from contract.client import StoreClient
from contract.messages import Consent, FaceWindow
from tests.cli.conftest import Serve

LONG_AGO = 1_000_000_000.0


@pytest.fixture
async def store(serve: Serve) -> AsyncIterator[StoreClient]:
    async with StoreClient.of(await serve(keep="sessions=forever")) as client:
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
