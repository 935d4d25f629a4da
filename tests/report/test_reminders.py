"""Due questionnaires for the clinician: what was missed comes first and says how."""

from __future__ import annotations

from contract.messages import Due, Planned, Schedule
from questionnaires.loader import load_all
from report.reminders import reminder_lines

NOW = 1_800_000_000.0
DAY = 86_400.0


def planned(patient: str, channel: str | None, *dues: Due, every: int = 1) -> Planned:
    schedule = Schedule(patient, "phq9", every, "2026-11-20", "18:30", "Europe/Athens")
    return Planned(schedule, NOW + DAY, dues, channel)


def texts(one: Planned) -> list[tuple[str, bool]]:
    (line,) = reminder_lines([one], load_all(), NOW)
    return [(due.text, due.missed) for due in line.dues]


def test_each_due_time_says_what_became_of_it() -> None:
    dues = (
        Due(NOW - 60, None, None),
        Due(NOW - DAY, NOW - DAY, None),
        Due(NOW - 2 * DAY, NOW - 2 * DAY, NOW - DAY - 60),
    )
    assert texts(planned("p-1", "telegram", *dues)) == [
        ("no reminder sent, not answered yet", False),
        ("reminded, not answered", True),
        ("answered", False),
    ]


def test_a_reminder_that_should_be_out_by_now_is_missed() -> None:
    due = Due(NOW - 3600, None, None)
    assert texts(planned("p-1", "telegram", due)) == [("no reminder sent, not answered yet", True)]
    assert texts(planned("p-1", None, due)) == [("due, not answered yet", False)]


def test_who_missed_something_stands_first() -> None:
    good = planned("p-1", "telegram", Due(NOW - 60, NOW - 60, NOW - 30))
    missed = planned("p-2", None, Due(NOW - 60, None, None), Due(NOW - DAY, None, None), every=14)
    lines = reminder_lines([good, missed], load_all(), NOW)
    assert [line.patient for line in lines] == ["p-2", "p-1"]
    assert lines[0].every == "every 14 days, 18:30 (Europe/Athens)"
    assert lines[0].channel == "none: web page only"
