"""`vultus fhir`: bundles, codes and the outbox of a running service."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import unused_port

from cli.__main__ import main
from tests.cli.conftest import Found
from tests.report.clinic import Clinic, clinic_of
from tests.report.records import full


def command(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as end:
        main(["fhir", *arguments])
    return end.value.code


@pytest.fixture
async def clinic(found: Found) -> AsyncIterator[Clinic]:
    """A service that pushes, without the part that does it: what is queued stays."""
    nowhere = f"http://127.0.0.1:{unused_port()}/fhir"
    made = await clinic_of(found(parts="fusion", fhir_url=nowhere))
    yield made
    await made.close()


async def test_a_bundle_is_printed_as_it_would_be_pushed(
    clinic: Clinic, capsys: pytest.CaptureFixture[str]
) -> None:
    session = await clinic.play(full())
    assert await asyncio.to_thread(command, "bundle", session) == 0
    body = json.loads(capsys.readouterr().out)
    kinds = [entry["resource"]["resourceType"] for entry in body["entry"]]
    assert "QuestionnaireResponse" in kinds and "Flag" not in kinds
    assert "session-mood" not in json.dumps(body)
    waiting = (
        await clinic.store.open_session((await clinic.store.invite()).patient, "web")
    ).session
    assert "still open" in str(await asyncio.to_thread(command, "bundle", waiting))


async def test_the_outbox_is_told_and_filled_again(
    clinic: Clinic, capsys: pytest.CaptureFixture[str]
) -> None:
    session = await clinic.play(full())
    assert await asyncio.to_thread(command, "status") == 0
    said = capsys.readouterr().out
    assert f"{session}  next " in said and "0 taken, 1 waiting, 0 refused." in said
    assert await asyncio.to_thread(command, "push", session) == 0
    assert await asyncio.to_thread(command, "push", "--all") == 0
    assert "1 sent again" in capsys.readouterr().out
    assert "Name the sessions" in str(await asyncio.to_thread(command, "push"))
    assert "no such session" in str(await asyncio.to_thread(command, "push", "unknown"))


def test_the_code_system_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("codes") == 0
    assert json.loads(capsys.readouterr().out)["url"] == "urn:vultus:codes"
