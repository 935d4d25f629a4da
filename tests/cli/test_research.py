"""`vultus research` on a running service, as CSV and as Parquet."""

from __future__ import annotations

import asyncio
import csv
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet

from cli.__main__ import main
from contract.errors import BadMessage
from report.research.files import Files
from tests.cli.conftest import Found
from tests.report.clinic import Clinic, clinic_of
from tests.report.records import FIRST_WORDS, full


def command(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as end:
        main(["research", *arguments])
    return end.value.code


@pytest.fixture
async def clinic(found: Found) -> AsyncIterator[Clinic]:
    """A service with a patient who answered twice, and an open session."""
    made = await clinic_of(found(parts="fusion"))
    patient = (await made.store.invite()).patient
    await made.play(full(), patient)
    await made.play(full(), patient)
    await made.say(replace(full(), windows=(), scores=()))
    yield made
    await made.close()


async def test_csv_and_parquet_hold_the_same(
    clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("csv", "parquet"):
        folder = str(tmp_path / form)
        assert await asyncio.to_thread(command, folder, "--form", form) == 0
    assert "2 sessions in" in capsys.readouterr().out
    for name in ("sessions", "scores", "answers", "moods"):
        typed = parquet.read_table(tmp_path / "parquet" / f"{name}.parquet").to_pylist()
        with (tmp_path / "csv" / f"{name}.csv").open(newline="") as file:
            read = list(csv.DictReader(file))
        assert len(read) == len(typed) > 1
        plain = [{key: _text(value) for key, value in row.items()} for row in typed]
        assert read == plain
    assert len({row["patient"] for row in typed}) == 1
    assert not any(FIRST_WORDS.encode() in one for one in _written(tmp_path))


def _written(folder: Path) -> list[bytes]:
    return [path.read_bytes() for form in ("csv", "parquet") for path in folder.glob(f"{form}/*")]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


async def test_hidden_estimates_are_not_exported(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VULTUS_HIDE_ESTIMATES", "true")
    assert await asyncio.to_thread(command, str(tmp_path / "out")) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "answers.csv", "scores.csv", "sessions.csv",
    ]  # fmt: skip


async def test_nothing_is_written_over_and_no_other_form_is_known(
    clinic: Clinic, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")
    assert "is not empty" in str(await asyncio.to_thread(command, str(tmp_path / "out")))
    said = await asyncio.to_thread(command, str(tmp_path / "new"), "--form", "xlsx")
    assert "--form is 'xlsx'" in str(said)


def test_parquet_without_pyarrow_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with (
        pytest.raises(BadMessage, match="make research-env"),
        Files(tmp_path, "parquet", ["moods"]),
    ):
        pass
