"""Cover hours: who reads when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.cover import parse_cover, read_by

WEEK = parse_cover(["mon-fri 9:00-17:00", "sat 10:00-12:00"])
MONDAY = datetime(2026, 11, 16)


@pytest.mark.parametrize(
    ("now", "on_duty", "moment"),
    [
        (MONDAY.replace(hour=8), False, MONDAY.replace(hour=9)),
        (MONDAY.replace(hour=9), True, MONDAY.replace(hour=17)),
        (MONDAY.replace(hour=17), False, MONDAY.replace(day=17, hour=9)),
        (MONDAY.replace(day=20, hour=20), False, MONDAY.replace(day=21, hour=10)),
        (MONDAY.replace(day=21, hour=13), False, MONDAY.replace(day=23, hour=9)),
    ],
)
def test_the_next_reader_is_named(now: datetime, on_duty: bool, moment: datetime) -> None:
    assert read_by(WEEK, now) == (on_duty, moment)


def test_without_cover_hours_nothing_is_promised() -> None:
    assert read_by((), MONDAY) is None


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
def test_somebody_reads_within_a_week(now: datetime) -> None:
    found = read_by(WEEK, now)
    assert found is not None and now < found[1] <= now + timedelta(days=7)


@pytest.mark.parametrize("part", ["mon", "mon 9-17", "fri-mon 9:00-17:00", "mon 17:00-9:00", "x"])
def test_a_span_of_another_form_is_refused(part: str) -> None:
    with pytest.raises(ValueError):
        parse_cover([part])
