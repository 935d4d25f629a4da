"""When a questionnaire is due, and who is reminded of it."""

from __future__ import annotations

from dataclasses import dataclass

from contract.messages.chats import Chat


@dataclass(frozen=True)
class Schedule:
    """When a patient is to answer a questionnaire. Unique by (patient, questionnaire)."""

    patient: str
    questionnaire: str
    every: int
    """Days between two due times: 1 is daily, 7 weekly."""
    first: str
    """Local date of the first due time, e.g. 2026-11-25."""
    time: str
    """Local time of day, e.g. 18:30."""
    zone: str
    """IANA time zone of the patient, e.g. Europe/Athens."""


@dataclass(frozen=True)
class Due:
    """One due time of a schedule and what became of it."""

    at: float
    reminded: float | None
    """When a reminder was sent; None: none was."""
    answered: float | None
    """When the questionnaire was completed, from that local day on until the next due one."""


@dataclass(frozen=True)
class Planned:
    """A schedule as the clinician sees it."""

    schedule: Schedule
    next: float
    """The next due time."""
    dues: tuple[Due, ...]
    """The latest due times, the last one first."""
    channel: str | None
    """Where reminders go; None: nowhere, the patient has the web page only."""


@dataclass(frozen=True)
class Reminder:
    """A due time whose reminder is to be sent now, by whoever got it and nobody else."""

    schedule: Schedule
    due: float
    chat: Chat
