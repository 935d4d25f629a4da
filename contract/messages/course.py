"""A patient's sittings over time, without words and without single camera windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contract.messages.answers import Answer
from contract.messages.mood import SessionMood, Switch
from contract.messages.sitting import Session, Start, Who

Topic = Literal["medication", "event"]


@dataclass(frozen=True)
class Mark:
    """Something the clinic notes on the patient's time line."""

    patient: str
    day: str
    """Local date, e.g. 2026-11-25."""
    topic: Topic
    text: str
    """Their words; encrypted at rest."""
    by: str
    """Who noted it."""
    at: float
    """When it was noted."""
    number: int = 0
    """Counts up over all marks; 0 before it is stored."""


@dataclass(frozen=True)
class Sitting:
    """What the clinician follows of one session."""

    session: Session
    who: Who | None
    starts: tuple[Start, ...]
    answers: tuple[Answer, ...]
    """Every answer; the latest of an item counts."""
    alerts: int
    mood: SessionMood | None
    """Without its turns."""
    models: tuple[str, ...] = ()
    """Name and version of the models that read faces and words."""
    uncovered: bool = False
    """Whether the reader has seen its estimate, by a rating or without one."""


@dataclass(frozen=True)
class Course:
    """A patient's sittings, the earliest first, and what was noted beside them."""

    patient: str
    sittings: tuple[Sitting, ...]
    marks: tuple[Mark, ...]
    """In the order of their days."""
    switches: tuple[Switch, ...]
