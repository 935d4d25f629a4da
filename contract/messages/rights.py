"""What was deleted for good, and what was kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """Rows that outlive an erasure, under a pseudonym that leads to nobody."""

    table: str
    rows: int
    because: str


@dataclass(frozen=True)
class Purged:
    """One run of deleting what has been kept long enough."""

    at: float
    rows: dict[str, int]
    """Rows deleted or emptied by class of data, those with none left out; `held`: sessions that an
    open alert holds back."""


@dataclass(frozen=True)
class Proof:
    """One erasure: what was deleted, what was not. It names no patient and no session."""

    reference: str
    """To be noted where the clinic keeps the patient's request; made at random."""
    at: float
    by: str
    """Who at the clinic did it."""
    erased: dict[str, int]
    """Rows deleted of each table, Rasa's tracker store under `rasa.events`."""
    kept: tuple[Kept, ...] = ()
    beyond: tuple[str, ...] = ()
    """What no program can call back, in sentences."""
