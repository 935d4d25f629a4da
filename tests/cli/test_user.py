"""`vultus user` and `vultus clinic` on a running service."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest

from cli.__main__ import main
from cli.operator import operator
from contract.clinic_client import ClinicClient
from contract.entry import check_entry
from contract.messages import Answer, Record
from contract.wire import from_json
from fusion.labels import RATED, counted
from tests.cli.conftest import Found, Serve


def command(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return end.value.code


def test_without_a_running_vultus_it_says_where_it_looked_and_how_to_start_one(
    found: Found,
) -> None:
    port = found().port
    said = str(command("user", "list"))
    assert f"Nothing answers at 127.0.0.1:{port}." in said and "`make run`" in said


async def test_people_are_added_listed_changed_and_switched_off(
    serve: Serve, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = await serve(parts="fusion,report")

    async def vultus(*words: str) -> str:
        code = await asyncio.to_thread(command, *words)
        return capsys.readouterr().out if code == 0 else str(code)

    assert await vultus("user", "list") == "Nobody yet.\n"
    add = ("user", "add", "Nora", "--name", "Nora Nurse", "--role")
    assert "Known: nurse, clinician, administrator" in await vultus(*add, "doctor")
    said = await vultus(*add, "nurse")
    link = re.search(r"/c/welcome/(\S+)", said)
    async with ClinicClient.of(settings) as store:
        (nora,) = await store.staff()
        assert link is not None and "Nora Nurse (nurse)" in said
        check_entry(settings, "password", link[1], nora)
        assert "sign-in name nora already" in await vultus(*add, "nurse")
        assert "Ward 3 is there" in await vultus("clinic", "add", "Ward 3")
        assert "called Day clinic now" in await vultus("clinic", "rename", "Clinic", "Day clinic")
        assert "already" in await vultus("clinic", "rename", "Day clinic", "Ward 3")
        assert "main  Day clinic\n" in await vultus("clinic", "list")
        other = ("user", "add", "otto", "--name", "Otto", "--role", "clinician")
        assert "Say which clinic with --clinic: Day clinic, Ward 3" in await vultus(*other)
        await vultus(*other, "--clinic", "Ward 3")
        assert await vultus("user", "role", "nora", "clinician") == "Nora Nurse is now clinician.\n"
        await vultus("user", "disable", "otto")
        assert await vultus("user", "list") == (
            "nora  Nora Nurse, clinician, Day clinic, no password yet\n"
            "otto  Otto, clinician, Ward 3, switched off\n"
        )
        assert "/c/welcome/" in await vultus("user", "password", "NORA")
        assert "Nobody has the sign-in name" in await vultus("user", "enable", "nobody")
        lines, _ = await store.audit("main")
        me = f"{operator()} (command line)"
    assert [(one.name, one.what, one.note) for one in reversed(lines)] == [
        (me, "staff added", "nora, nurse"),
        ("command line", "clinic renamed", "Day clinic"),
        (me, "staff changed", "nora: clinician"),
        (me, "link for a new password", "nora"),
    ]


async def test_labels_are_exported_as_lines_that_the_fit_reads(
    serve: Serve, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "own.jsonl"
    async with ClinicClient.of(await serve()) as store:
        patient = (await store.invite()).patient
        for rated in (1, None):
            session = (await store.open_session(patient, "web")).session
            await store.post(Answer(session, "daily_checkin", "1", RATED, rated, 1.8e9, "m1"))
            await store.close_session(session, "completed", 1.8e9 + 10)
        assert await asyncio.to_thread(command, "labels", "--to", str(to)) == 0
        lines, _ = await store.audit("main")
    assert "1 session with a label" in capsys.readouterr().out
    (line,) = to.read_text().splitlines()
    record = from_json(json.loads(line), Record)
    assert list(counted(record)) == ["negative"] and patient not in line
    assert [(one.what, one.note) for one in lines] == [("labels exported", "1 sessions")]
