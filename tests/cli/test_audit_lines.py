"""Every command that reads patients' data leaves a line with who is at the command line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import typer
from aiohttp.test_utils import unused_port

from cli.__main__ import app, main
from cli.operator import operator
from contract.settings import load_settings
from tests.report.clinic import Clinic, clinic_of
from tests.report.records import full

READS = {
    "labels": ("--to", "{folder}/labels.jsonl"),
    "research": ("{folder}/tables",),
    "backup": ("--to", "{folder}/vultus.db"),
    "patient download": ("{patient}", "--to", "{folder}/all.zip"),
    "patient erase": ("{other}", "--by", "B. Officer", "--yes"),
    "patient proofs": (),
    "fhir bundle": ("{session}",),
    "fhir push": ("{session}",),
    "fhir status": (),
    "reminder set": ("{patient}", "daily_checkin", "--at", "09:00", "--zone", "UTC"),
    "reminder end": ("{patient}", "daily_checkin"),
    "reminder list": (),
}
"""What is asked for in the test, in this order; `{patient}` and the like are filled in."""
OTHERS = {
    "run": "starts the programs",
    "replay": "plays a patient of its own and reads nobody else",
    "purge": "says counts; `fusion/audit_period.py` leaves its own line",
    "restore": "needs a stopped service: tests/cli/test_backup.py",
    "key new": "prints a key",
    "key rotate": "shows nothing of what it seals anew",
    "fhir codes": "prints our CodeSystem",
    "questionnaire new": "files alone",
    "questionnaire lint": "files alone",
    "questionnaire preview": "files alone",
    "questionnaire simulate": "plays a patient of its own",
    "questionnaire import": "files alone",
    "questionnaire export": "files alone",
    "model add-text": "files alone",
    "clinic list": "names of clinics",
    "clinic add": "no patient; leaves a line all the same",
    "clinic alerts": "no patient; leaves a line all the same",
    "clinic rename": "no patient; leaves a line all the same",
    "user list": "staff",
    "user add": "staff; leaves a line all the same",
    "user password": "staff; leaves a line all the same",
    "user role": "staff; leaves a line all the same",
    "user disable": "staff; leaves a line all the same",
    "user enable": "staff; leaves a line all the same",
}
"""Commands that show nothing of a patient that there is, and why."""


def commands() -> set[str]:
    """Every command there is."""
    found = typer.main.get_command(app)
    names = set()
    for name, one in found.commands.items():  # type: ignore[attr-defined]
        names |= {f"{name} {sub}" for sub in getattr(one, "commands", {})} or {name}
    return names


def test_of_every_command_it_is_said_whether_it_reads_patients_data() -> None:
    assert commands() == READS.keys() | OTHERS.keys()
    assert not READS.keys() & OTHERS.keys()


@pytest.fixture
async def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Clinic]:
    given = {
        "VULTUS_DATA": str(tmp_path / "data"),
        "VULTUS_PORT": str(unused_port()),
        "VULTUS_PARTS": "fusion",
        "VULTUS_FHIR_URL": f"http://127.0.0.1:{unused_port()}/fhir",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    made = await clinic_of(load_settings(given))
    yield made
    await made.close()


async def test_each_leaves_a_line_in_the_audit_log_before_it_answers(
    clinic: Clinic, tmp_path: Path
) -> None:
    patient, other = [(await clinic.store.invite()).patient for _ in range(2)]
    session = await clinic.play(full(), patient)
    about = {"patient": patient, "other": other, "session": session, "folder": str(tmp_path)}
    for name, arguments in READS.items():
        before = len((await clinic.store.audit("main"))[0])
        asked = [*name.split(), *(one.format(**about) for one in arguments)]
        assert await asyncio.to_thread(_code, asked) == 0, name
        lines, _ = await clinic.store.audit("main")
        new = lines[: len(lines) - before]
        assert len(new) == 1 and new[0].name == f"{operator()} (command line)", name
        if "{patient}" in arguments or "{session}" in arguments:
            assert new[0].patient == patient, name


async def test_what_is_not_there_leaves_none(clinic: Clinic, tmp_path: Path) -> None:
    asked = ["patient", "download", "p-nobody", "--to", str(tmp_path / "x.zip")]
    assert "no such patient" in str(await asyncio.to_thread(_code, asked))
    assert (await clinic.store.audit("main"))[0] == ()


def _code(arguments: list[str]) -> int | str | None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return end.value.code
