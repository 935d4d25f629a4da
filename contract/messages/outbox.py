"""What is to be sent to the hospital's FHIR server, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outgoing:
    """A session that is to be sent now, by whoever got it and nobody else."""

    session: str
    change: int
    """Counts up with every change of the session."""
    attempts: int
    """How often sending this change has failed."""
    sent: str | None
    """sha256 of what the server took last; None when it has nothing of the session."""


@dataclass(frozen=True)
class Delivery:
    """What came of an Outgoing."""

    session: str
    change: int
    """The Outgoing's."""
    sent: str | None
    """sha256 of what the server has now; None when it did not take it."""
    due: float | None = None
    """When it is to be sent again, Unix seconds; None: not before the session changes."""
    error: str = ""
    """What went wrong, e.g. "503" or "TimeoutError"; never what the server wrote."""


@dataclass(frozen=True)
class Queued:
    """A session in the outbox, as it stands."""

    session: str
    due: float | None
    """When it is sent next; None: nothing is waiting."""
    attempts: int
    pushed: float | None
    """When the server last took it; None: never."""
    error: str
    """Of the last attempt; empty when that went well."""
