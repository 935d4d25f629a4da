"""Where a patient can be reached."""

from __future__ import annotations

from dataclasses import dataclass

from contract.messages.sitting import Session


@dataclass(frozen=True)
class Invite:
    """A patient's link: whoever holds the token speaks as the patient."""

    token: str
    patient: str
    language: str | None = None
    """What the patient chose to be spoken to in; None: the installation's."""


@dataclass(frozen=True)
class Chat:
    """Where a patient is written to on a channel other than the web: one a patient and channel."""

    channel: str
    """"telegram"."""
    address: str
    """Telegram's id of the chat. Sealed in the store, never in a log, never a session's id."""
    patient: str
    bound: float
    """When its owner showed the patient's invite."""
    blocked: float | None = None
    """Since when nothing can be sent there; None while it can."""
    session: Session | None = None
    """The patient's latest session on the channel; None before the first."""
    language: str | None = None
    """What the patient is spoken to in; None: the installation's."""
    taken: tuple[int, ...] = ()
    """The channel's numbers of the latest updates that were dealt with, so that none is twice."""
