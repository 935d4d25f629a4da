"""Schedules and reminders in the store. A due time is claimed by a row of its own, once for ever:
whoever dies before sending leaves a reminder that was not sent, never one that is sent twice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from contract.errors import NotFound
from contract.messages import Planned, Reminder, Schedule
from fusion.became import Became, became
from fusion.chat_tables import ChatRow, ReminderRow, ScheduleRow
from fusion.chats import chat_of_row
from fusion.cipher import Cipher
from fusion.dues import check_schedule, day_of, due_after, due_before, is_quiet
from fusion.tables import PatientRow, SessionRow, StartRow

LATE_S = 12 * 3600.0
"""A reminder that could not be sent for so long is not sent any more."""
SHOWN = 3
"""Due times that the clinician sees of each schedule."""


def set_schedule(db: Db, schedule: Schedule, at: float) -> Schedule:
    """Store it in place of an earlier one for the same questionnaire."""
    check_schedule(schedule)
    if not schedule.patient.isprintable() or db.get(PatientRow, schedule.patient) is None:
        raise NotFound("No such patient; make an invite first.")
    db.merge(
        ScheduleRow(
            patient=schedule.patient,
            questionnaire=schedule.questionnaire,
            every=schedule.every,
            first=schedule.first,
            time=schedule.time,
            zone=schedule.zone,
            made=at,
        )
    )
    return schedule


def end_schedule(db: Db, patient: str, questionnaire: str) -> None:
    """Delete it; what was sent stays."""
    mine = ScheduleRow.patient == patient, ScheduleRow.questionnaire == questionnaire
    if db.scalar(select(ScheduleRow).where(*mine)) is None:
        raise NotFound("There is no such schedule.")
    db.execute(delete(ScheduleRow).where(*mine))


def planned(
    db: Db, now: float, clinic: str | None = None, patients: Sequence[str] | None = None
) -> list[Planned]:
    """Every schedule, a clinic's or these patients', with its latest due times."""
    query = select(ScheduleRow).order_by(ScheduleRow.patient, ScheduleRow.questionnaire)
    if clinic is not None:
        query = query.join(PatientRow, PatientRow.patient == ScheduleRow.patient)
        query = query.where(PatientRow.clinic == clinic)
    if patients is not None:
        query = query.where(ScheduleRow.patient.in_(patients))
    rows = list(db.scalars(query))
    if not rows:
        return []
    channels = select(ChatRow.patient, ChatRow.channel).where(ChatRow.blocked.is_(None))
    if patients is not None:
        channels = channels.where(ChatRow.patient.in_(patients))
    reached = {patient: channel for patient, channel in db.execute(channels)}
    dues = [_past(row, now) for row in rows]
    what = became(db, min((at for some in dues for at in some), default=now), patients)
    return [
        _planned(row, some, now, reached.get(row.patient), what)
        for row, some in zip(rows, dues, strict=True)
    ]


def claim(db: Db, channel: str, quiet: str, now: float, cipher: Cipher) -> list[Reminder]:
    """The reminders of a channel that are due now, each from now on this caller's alone."""
    query = (
        select(ScheduleRow, ChatRow)
        .join(ChatRow, ChatRow.patient == ScheduleRow.patient)
        .where(ChatRow.channel == channel, ChatRow.blocked.is_(None))
    )
    claimed = []
    for row, chat in db.execute(query):
        schedule = _schedule(row)
        due = next(due_before(schedule, now), None)
        if due is None or due < max(row.made, now - LATE_S) or is_quiet(schedule, quiet, now):
            continue
        if _row(db, schedule, due) is None and _answered(db, schedule, due) is None:
            db.add(
                ReminderRow(
                    patient=row.patient, questionnaire=row.questionnaire, due=due, claimed=now
                )
            )
            claimed.append(Reminder(schedule, due, chat_of_row(db, chat, cipher)))
    db.flush()
    return claimed


def sent(db: Db, reminder: Reminder, at: float) -> None:
    """Remember that it was sent."""
    row = _row(db, reminder.schedule, reminder.due)
    if row is None:
        raise NotFound("There is no such reminder.")
    row.sent = at


def _past(row: ScheduleRow, now: float) -> list[float]:
    """The latest due times, the last one first."""
    past = takewhile(lambda at: at >= row.made, due_before(_schedule(row), now))
    return list(islice(past, SHOWN))


def _planned(
    row: ScheduleRow, dues: Sequence[float], now: float, channel: str | None, what: Became
) -> Planned:
    schedule = _schedule(row)
    told = tuple(what.due(schedule, at) for at in dues)
    return Planned(schedule, due_after(schedule, max(now, row.made)), told, channel)


def _answered(db: Db, schedule: Schedule, due: float) -> float | None:
    """When the questionnaire was completed, from the due day on until the next one."""
    start = day_of(schedule, due)
    end = day_of(schedule, due_after(schedule, due))
    query = (
        select(SessionRow.closed)
        .join(StartRow, StartRow.session == SessionRow.session)
        .where(SessionRow.patient == schedule.patient, SessionRow.reason == "completed")
        .where(StartRow.questionnaire == schedule.questionnaire)
        .where(SessionRow.closed >= start, SessionRow.closed < end)
        .order_by(SessionRow.closed)
    )
    return db.scalars(query).first()


def _row(db: Db, schedule: Schedule, due: float) -> ReminderRow | None:
    return db.scalar(
        select(ReminderRow).where(
            ReminderRow.patient == schedule.patient,
            ReminderRow.questionnaire == schedule.questionnaire,
            ReminderRow.due == due,
        )
    )


def _schedule(row: ScheduleRow) -> Schedule:
    return Schedule(row.patient, row.questionnaire, row.every, row.first, row.time, row.zone)
