"""The clinic's overview: each patient at a glance, and a page of them."""

from __future__ import annotations

from dataclasses import dataclass

from contract.messages.alerts import AlertCase
from contract.messages.reminders import Planned
from contract.messages.sitting import Session
from contract.messages.words import MoodName

PAGE = 50
"""Patients on one page of the overview."""
CASES = 20
"""Open alerts on one."""


@dataclass(frozen=True)
class Unanswered:
    """An item that can alert (PHQ item 9) and has no answer where it was to be asked last."""

    session: str
    item: str
    at: float
    """When the session was opened."""


@dataclass(frozen=True)
class Total:
    """A questionnaire as the patient answered it last, beside the total before it."""

    session: str
    questionnaire: str
    at: float
    """When the session was opened."""
    total: int | None
    """None: too few items have an answer, or they lie too far apart."""
    maximum: int
    answered: int
    items: int
    """How many scored items there are."""
    previous: int | None = None
    """The patient's last total before it in the same version; None: there is none, or no change is
    defined for the questionnaire."""
    changed: bool = False
    """True where both lie at least as far apart as the questionnaire's change flag says."""
    by_proxy: bool = False


@dataclass(frozen=True)
class Missed:
    """A due time that passed, the next one with it, without the questionnaire being completed."""

    questionnaire: str
    due: float


@dataclass(frozen=True)
class Glance:
    """One patient in the clinic's overview."""

    patient: str
    session: Session | None
    """The latest in which the patient said something; None: there is none."""
    alerts: int
    """How many are open."""
    unanswered: tuple[Unanswered, ...] = ()
    totals: tuple[Total, ...] = ()
    missed: tuple[Missed, ...] = ()
    self_rating: int | None = None
    """The patient's own rating of the mood, 0 (worst) to 10; no proxy's. None: never given."""
    rated: float | None = None
    """When that was."""
    mood: MoodName | None = None
    """The latest session's estimate; the order of patients never depends on it."""
    abstained: bool = False


@dataclass(frozen=True)
class Overview:
    """A page of the clinic's patients, and of its open alerts."""

    patients: tuple[Glance, ...]
    count: int
    """How many patients there are on all pages."""
    cases: tuple[AlertCase, ...]
    alerts: int
    """How many open alerts there are on all pages."""
    planned: tuple[Planned, ...]
    """The schedules of the patients on this page."""
    outdated: int
    """Patients whose line is about to be made anew: it may say less than is known."""
