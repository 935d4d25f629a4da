"""A questionnaire waits for its interval after it was completed, and for nothing else."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from questionnaires.interval import waiting
from questionnaires.loader import load, load_all

DAY = date(2026, 11, 20)


def test_phq_and_gad_ask_about_two_weeks_and_wait_as_long() -> None:
    days = {one.id: one.min_interval for one in load_all().values() if one.min_interval}
    assert days == {"phq9": 14, "phq8": 14, "gad7": 14}


@given(st.integers(0, 40))
def test_it_waits_until_the_interval_is_over(days: int) -> None:
    found = waiting([load("phq9")], {"phq9": DAY}, {}, DAY + timedelta(days=days))
    assert found == ({"phq9": DAY + timedelta(days=14)} if days < 14 else {})


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_operators_interval_replaces_the_files(days: int, own: int) -> None:
    found = waiting([load("phq9")], {"phq9": DAY}, {"phq9": own}, DAY + timedelta(days=days))
    assert bool(found) == (days < own)


def test_one_never_completed_or_without_an_interval_never_waits() -> None:
    every = [load("phq9"), load("daily_checkin")]
    assert waiting(every, {"daily_checkin": DAY}, {}, DAY) == {}
