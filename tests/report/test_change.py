"""A total is shown beside the patient's last one; nothing is flagged without both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.messages import Record
from questionnaires.loader import load_all
from report.scores import answer_lines, score_lines
from report.view import ChangeLine
from tests.report.records import OPENED, answer, full


def earlier(*values: int | None) -> Record:
    """An earlier PHQ-9 of the same patient with these values; None is a skip."""
    record = full()
    answers = tuple(
        answer(f"phq9_{place}", value, OPENED, f"m-{place}", skipped=value is None)
        for place, value in enumerate(values, start=1)
    )
    session = replace(record.session, session="s-0", opened=OPENED - 86_400 * 20)
    return replace(record, session=session, answers=answers)


def change(*before: Record) -> ChangeLine | None:
    """What is shown of today's total, 11."""
    (line,) = score_lines(full(), load_all(), before)
    return line.change


@pytest.mark.parametrize(
    ("previous", "difference", "flagged"),
    [
        ((0,) * 9, 11, True),
        ((2,) * 3 + (0,) * 6, 5, True),
        ((2,) * 8 + (1,), -6, True),
        ((2, 2, 2, 1, 0, 0, 0, 0, 0), 4, False),
        ((2, 2, 2, 2, 2, 1, 0, 0, 0), 0, False),
    ],
)
def test_five_points_of_phq9_either_way_are_flagged(
    previous: tuple[int, ...], difference: int, flagged: bool
) -> None:
    shown = change(earlier(*previous))
    assert shown is not None
    assert (shown.previous, shown.difference) == (sum(previous), difference)
    assert (shown.flagged, shown.points) == (flagged, 5)


def test_a_session_without_a_total_is_passed_over() -> None:
    shown = change(earlier(None, *(3,) * 8), earlier(*(0,) * 9))
    assert shown is not None and shown.previous == 0


def test_without_an_earlier_total_there_is_no_change() -> None:
    assert change() is None
    assert change(earlier(None, *(3,) * 8)) is None


def test_another_version_is_not_compared() -> None:
    before = earlier(*(0,) * 9)
    assert change(replace(before, starts=(replace(before.starts[0], version="0"),))) is None


def test_an_answer_that_may_be_a_neurological_symptom_is_marked() -> None:
    marked = [line.label for line in answer_lines(full(), load_all()) if line.overlap]
    assert marked == ["3", "4", "7", "8"]
