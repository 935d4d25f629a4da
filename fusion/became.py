"""What became of the due times of many schedules, read at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from contract.messages import Due, Schedule
from fusion.chat_tables import ReminderRow
from fusion.dues import day_of, due_after
from fusion.tables import SessionRow, StartRow

DAY_S = 86_400.0


@dataclass(frozen=True)
class Became:
    """Reminders sent and questionnaires completed since some time."""

    sent: Mapping[tuple[str, str, float], float | None]
    """By patient, questionnaire and due time."""
    completed: Mapping[tuple[str, str], Sequence[float]]
    """By patient and questionnaire, the earliest first."""

    def due(self, schedule: Schedule, at: float) -> Due:
        """One due time: answered from its local day on until the next one's."""
        which = schedule.patient, schedule.questionnaire
        start, end = day_of(schedule, at), day_of(schedule, due_after(schedule, at))
        done = (one for one in self.completed.get(which, ()) if start <= one < end)
        return Due(at, self.sent.get((*which, at)), next(done, None))


def became(db: Db, since: float, patients: Sequence[str] | None = None) -> Became:
    """Of all patients, or of these; `since`: the earliest due time."""
    told = select(
        ReminderRow.patient, ReminderRow.questionnaire, ReminderRow.due, ReminderRow.sent
    ).where(ReminderRow.due >= since)
    done = (
        select(SessionRow.patient, StartRow.questionnaire, SessionRow.closed)
        .join(StartRow, StartRow.session == SessionRow.session)
        .where(SessionRow.closed >= since - DAY_S, SessionRow.reason == "completed")
        .order_by(SessionRow.closed)
    )
    if patients is not None:
        told = told.where(ReminderRow.patient.in_(patients))
        done = done.where(SessionRow.patient.in_(patients))
    completed: dict[tuple[str, str], list[float]] = {}
    for patient, questionnaire, closed in db.execute(done):
        if closed is not None:
            completed.setdefault((patient, questionnaire), []).append(closed)
    sent = {(who, which, due): at for who, which, due, at in db.execute(told)}
    return Became(sent, completed)
