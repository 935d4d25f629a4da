"""Due times: local, persisted, claimed once for ever; what was missed can be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from contract.errors import BadMessage, NotFound
from contract.messages import Schedule, Start
from contract.settings import Settings
from fusion.dues import check_schedule, due_after, due_before, is_quiet
from fusion.store import Store

ATHENS = "Europe/Athens"
QUIET = "21:00-8:00"
HOUR, DAY = 3600.0, 86400.0


def at(text: str, zone: str = ATHENS) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


DAILY = Schedule("p-1", "daily_checkin", 1, "2026-11-20", "18:30", ATHENS)


@pytest.fixture
def patient(store: Store) -> str:
    """A patient with a chat."""
    invite = store.invite(0.0)
    store.chats.bind(invite.token, "telegram", "555", 0.0)
    return invite.patient


def claimed(store: Store, now: float, quiet: str = QUIET) -> list[float]:
    return [one.due for one in store.reminders.claim("telegram", quiet, now)]


def test_due_times_keep_the_local_hour_over_the_change_of_the_clocks() -> None:
    schedule = replace(DAILY, first="2026-10-24", every=1)
    dues = list(due_before(schedule, at("2026-10-26T23:00")))
    assert dues == [at(f"2026-10-{day}T18:30") for day in (26, 25, 24)]
    assert dues[1] - dues[2] == 25 * HOUR


def test_every_n_days_counts_from_the_first() -> None:
    schedule = replace(DAILY, every=14, first="2026-11-02")
    now = at("2026-12-01T12:00")
    found = list(islice(due_before(schedule, now), 2))
    assert found == [at("2026-11-30T18:30"), at("2026-11-16T18:30")]
    assert due_after(schedule, now) == at("2026-12-14T18:30")
    assert due_after(schedule, at("2026-01-01T00:00")) == at("2026-11-02T18:30")
    assert list(due_before(schedule, at("2026-11-02T18:29"))) == []


@pytest.mark.parametrize(
    ("clock", "quiet"), [("20:59", False), ("21:00", True), ("03:00", True), ("08:00", False)]
)
def test_quiet_hours_are_the_patients(clock: str, quiet: bool) -> None:
    now = at(f"2026-11-20T{clock}")
    assert is_quiet(DAILY, QUIET, now) is quiet
    assert is_quiet(DAILY, "", now) is is_quiet(DAILY, "8:00-8:00", now) is False
    assert is_quiet(DAILY, "13:00-14:00", at("2026-11-20T13:30")) is True


@pytest.mark.parametrize(
    ("field", "value"),
    [("every", 0), ("first", "soon"), ("time", "25:00"), ("zone", "Mars/Base"), ("zone", "../x")],
)
def test_a_schedule_that_cannot_be_is_refused_by_its_field(field: str, value: object) -> None:
    with pytest.raises(BadMessage, match=f"Schedule.{field}"):
        check_schedule(replace(DAILY, **{field: value}))  # type: ignore[arg-type]


def test_a_due_time_is_claimed_once_over_restarts(
    store: Store, patient: str, settings: Settings
) -> None:
    store.reminders.set_schedule(replace(DAILY, patient=patient), at("2026-11-20T09:00"))
    due = at("2026-11-20T18:30")
    assert claimed(store, due - 1) == []
    (reminder,) = store.reminders.claim("telegram", QUIET, due + 5)
    assert (reminder.due, reminder.chat.address) == (due, "555")
    assert claimed(store, due + 6) == []
    again = Store.of(settings)
    assert claimed(again, due + HOUR) == []
    assert claimed(again, due + DAY) == [due + DAY]
    again.close()


def test_quiet_hours_put_it_off_and_half_a_day_ends_it(store: Store, patient: str) -> None:
    late = replace(DAILY, patient=patient, time="21:30")
    store.reminders.set_schedule(late, at("2026-11-20T09:00"))
    due = at("2026-11-20T21:30")
    assert claimed(store, due + 60) == []
    assert claimed(store, at("2026-11-21T08:00")) == [due]
    assert claimed(store, at("2026-11-22T10:00")) == []


def test_due_times_from_before_the_schedule_was_made_are_none(store: Store, patient: str) -> None:
    store.reminders.set_schedule(replace(DAILY, patient=patient), at("2026-11-20T19:00"))
    assert claimed(store, at("2026-11-20T19:01")) == []
    assert store.reminders.planned(at("2026-11-20T20:00"))[0].dues == ()


def test_who_has_answered_that_day_is_not_reminded(store: Store, patient: str) -> None:
    store.reminders.set_schedule(replace(DAILY, patient=patient), at("2026-11-20T00:30"))
    answer(store, patient, at("2026-11-20T10:00"))
    assert claimed(store, at("2026-11-20T18:31")) == []


def test_what_was_missed_can_be_seen(store: Store, patient: str) -> None:
    store.reminders.set_schedule(replace(DAILY, patient=patient), at("2026-11-20T09:00"))
    (reminder,) = store.reminders.claim("telegram", QUIET, at("2026-11-20T18:31"))
    store.reminders.sent(reminder, at("2026-11-20T18:32"))
    answer(store, patient, at("2026-11-22T19:00"))
    (planned,) = store.reminders.planned(at("2026-11-22T20:00"))
    assert (planned.next, planned.channel) == (at("2026-11-23T18:30"), "telegram")
    assert [(due.reminded is not None, due.answered) for due in planned.dues] == [
        (False, at("2026-11-22T19:00")),
        (False, None),
        (True, None),
    ]


def test_a_patient_without_a_chat_is_not_reminded_but_listed(store: Store) -> None:
    patient = store.invite(0.0).patient
    store.reminders.set_schedule(replace(DAILY, patient=patient), at("2026-11-20T09:00"))
    assert claimed(store, at("2026-11-20T18:31")) == []
    (planned,) = store.reminders.planned(at("2026-11-20T18:31"))
    assert planned.channel is None and len(planned.dues) == 1


def test_a_schedule_can_be_changed_and_ended(store: Store, patient: str) -> None:
    made = at("2026-11-20T09:00")
    store.reminders.set_schedule(replace(DAILY, patient=patient), made)
    store.reminders.set_schedule(replace(DAILY, patient=patient, time="17:00"), made)
    assert [one.schedule.time for one in store.reminders.planned(made)] == ["17:00"]
    store.reminders.end_schedule(patient, "daily_checkin")
    assert store.reminders.planned(made) == []
    with pytest.raises(NotFound):
        store.reminders.end_schedule(patient, "daily_checkin")
    with pytest.raises(NotFound):
        store.reminders.set_schedule(replace(DAILY, patient="nobody"), made)


def answer(store: Store, patient: str, when: float) -> None:
    """The patient completes the questionnaire then."""
    session = store.open_session(patient, "telegram", when - 60).session
    store.put(Start(session, "daily_checkin", "1", when - 50, f"m{when}"))
    store.close_session(session, "completed", when)


def test_zones_are_checked_as_utc_too() -> None:
    schedule = replace(DAILY, zone="UTC")
    assert due_after(schedule, 0.0) == datetime(2026, 11, 20, 18, 30, tzinfo=UTC).timestamp()
