"""`python -m bench.safety`: its arithmetic, its file and its JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.cannot_measure import CannotMeasure
from bench.safety_figures import wilson
from bench.safety_rows import read_phrasings

ROOT = Path(__file__).resolve().parents[2]
ROWS = """\
# plain
explicit\tI want to kill myself
explicit\tthe weather is fine

veiled\tI don't want to die
none\tthis tremor is killing me
"""


@pytest.fixture
def phrasings(tmp_path: Path) -> Path:
    path = tmp_path / "phrasings.tsv"
    path.write_text(ROWS, "utf-8")
    return path


def test_it_counts_what_was_found(phrasings: Path) -> None:
    command = [sys.executable, "-m", "bench.safety", "--data", str(phrasings), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["rows"] == {"explicit": 2, "veiled": 1, "none": 1}
    assert (found["explicit"]["recall"]["count"], found["explicit"]["recall"]["of"]) == (1, 2)
    assert found["veiled"]["recall"]["value"] == 1
    assert found["explicit"]["false_alarms"]["value"] == 0
    assert found["ordinary"]["plain"]["veiled"]["of"] == 1


def test_comments_name_the_family(phrasings: Path) -> None:
    assert {row.family for row in read_phrasings(phrasings)} == {"plain"}


@pytest.mark.parametrize("line", ["explicit", "maybe\tI want to die", "explicit\t "])
def test_a_wrong_line_is_named_without_its_words(line: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.tsv"
    path.write_text(f"none\thello\n{line}\n")
    with pytest.raises(CannotMeasure, match=r"line 2: must be explicit, veiled or none, tab, text"):
        read_phrasings(path)


def test_wilsons_interval_is_the_published_one() -> None:
    """Wilson's interval of 0 of 10 and of 81 of 263, as statistics texts print them."""
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)


@given(st.integers(1, 5000), st.data())
def test_the_share_lies_in_its_interval(total: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, total))
    low, high = wilson(count, total)
    assert 0 <= low <= count / total + 1e-9 and count / total - 1e-9 <= high <= 1
