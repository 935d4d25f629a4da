"""`python -m bench.wording`: its goal, its files and its errors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.cannot_measure import CannotMeasure
from bench.wording import HELD_BACK
from bench.wording_rows import read_phrasings
from questionnaires.own_words.reading import read_reply

ROOT = Path(__file__).resolve().parents[2]


def test_nine_of_ten_phrasings_that_tuned_nothing_propose_what_they_mean() -> None:
    command = [sys.executable, "-m", "bench.wording", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["rows"] == 200
    shipped = found["as shipped"]
    assert shipped["right"]["value"] >= 0.9
    assert sum(shipped[kind]["count"] for kind in ("right", "unsure", "wrong")) == 200


def test_no_phrasing_was_both_tuned_on_and_held_back() -> None:
    tuned = read_phrasings(HELD_BACK.with_name("tuning.tsv"))
    held = {(row.item.id, row.text.casefold()) for row in read_phrasings(HELD_BACK)}
    assert not held & {(row.item.id, row.text.casefold()) for row in tuned}


def test_what_denies_something_good_never_proposes_the_opposite() -> None:
    rows = read_phrasings(HELD_BACK.with_name("opposites.tsv"))
    found = [(row, read_reply(row.questionnaire, row.item, row.text).value) for row in rows]
    assert not [row.text for row, value in found if value not in (row.value, None)]
    assert sum(value == row.value for row, value in found) >= len(rows) - 3


@pytest.mark.parametrize("line", ["phq9_1\t9\tnearly", "nothing_1\t1\toften", "phq9_1\tnone"])
def test_a_wrong_line_is_named_without_its_words(tmp_path: Path, line: str) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(f"phq9_1\t1\ta few days\n{line}\n", "utf-8")
    with pytest.raises(CannotMeasure, match="line 2") as error:
        read_phrasings(path)
    assert "nearly" not in error.value.text and "often" not in error.value.text
