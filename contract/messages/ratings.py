"""How people judge a session's mood, what of it they have seen, and how far estimates agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contract.messages.words import MoodName

LabelSource = Literal["self", "blind", "after"]
"""self: the patient's own rating; blind: a clinician's before the estimate was uncovered for them;
after: a clinician's who had seen it, which is no label."""


@dataclass(frozen=True)
class Rating:
    """A clinician's own judgement of a session's mood; every one stays."""

    session: str
    staff: str
    by: str
    """The person's name then."""
    mood: MoodName
    blind: bool
    """Whether the estimate had never been uncovered for the person; the store says so."""
    at: float


@dataclass(frozen=True)
class Seen:
    """What there was of a session when somebody read it."""

    at: float
    replies: int
    answers: int
    alerts: int
    windows: int
    evidence: str | None
    """Hash of what the estimate was made of; None while there was none."""
    mood: MoodName | None
    abstained: bool


@dataclass(frozen=True)
class Reading:
    """One staff member's reading of a session."""

    now: Seen
    before: Seen | None
    """At their reading before; None at the first."""
    uncovered: float | None
    """Since when the person has seen the estimate; None: not yet."""


@dataclass(frozen=True)
class Label:
    """One judgement of a session beside what was estimated."""

    session: str
    at: float
    source: LabelSource
    mood: MoodName
    estimate: MoodName | None
    """None when there is none."""
    abstained: bool
    """True when the estimate named no mood."""
