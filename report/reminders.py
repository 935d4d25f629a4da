"""Due questionnaires as the clinician sees them: what was answered, what was missed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from contract.messages import Due, Planned
from report.question import Definitions, short_name


@dataclass(frozen=True)
class DueLine:
    """One due time."""

    at: float
    text: str
    missed: bool
    """True when nobody was reminded, or nothing was answered until the next one."""


@dataclass(frozen=True)
class ReminderLine:
    """One schedule."""

    patient: str
    questionnaire: str
    """Its short name."""
    every: str
    """For example "every 14 days, 18:30 (Europe/Athens)"."""
    channel: str
    next: float
    dues: tuple[DueLine, ...]
    """The latest first."""

    @property
    def missed(self) -> bool:
        """Whether any of those shown was."""
        return any(due.missed for due in self.dues)


def reminder_lines(
    planned: Iterable[Planned], definitions: Definitions, now: float
) -> tuple[ReminderLine, ...]:
    """Schedules with something missed first, then by patient."""
    lines = [_line(one, definitions, now) for one in planned]
    return tuple(sorted(lines, key=lambda line: (not line.missed, line.patient)))


def _line(planned: Planned, definitions: Definitions, now: float) -> ReminderLine:
    schedule = planned.schedule
    id = schedule.questionnaire
    often = {1: "daily", 7: "weekly"}.get(schedule.every, f"every {schedule.every} days")
    return ReminderLine(
        patient=schedule.patient,
        questionnaire=short_name(definitions[id]) if id in definitions else id,
        every=f"{often}, {schedule.time} ({schedule.zone})",
        channel=planned.channel or "none: web page only",
        next=planned.next,
        dues=tuple(
            _due(due, planned.channel is not None, latest=number == 0, now=now)
            for number, due in enumerate(planned.dues)
        ),
    )


FRESH_S = 600.0
"""So long a reminder may take to go out; quiet hours come on top."""


def _due(due: Due, reminded_there: bool, *, latest: bool, now: float) -> DueLine:
    if due.answered is not None:
        return DueLine(due.at, "answered", False)
    told = "reminded" if due.reminded is not None else "no reminder sent"
    if not reminded_there:
        told = "due"
    if not latest:
        return DueLine(due.at, f"{told}, not answered", True)
    unsent = reminded_there and due.reminded is None and now - due.at > FRESH_S
    return DueLine(due.at, f"{told}, not answered yet", unsent)
