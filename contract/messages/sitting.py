"""A session, and what was agreed in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal["text", "camera"]
Who = Literal["self", "helped", "proxy"]
"""Who answers: the patient, the patient with somebody's help, or somebody else for the patient."""
CloseReason = Literal["completed", "stopped", "idle"]
Removed = Literal["face", "text", "words"]
"""What can be deleted of a session that stays: the camera's numbers, the scores of the words, what
was written."""
RemovalReason = Literal["withdrawn", "proxy", "expired"]
"""The patient withdrew; somebody else answers; the time for which it is kept is over."""


@dataclass(frozen=True)
class Session:
    """One sitting of one patient; resuming reopens it (closed is None again)."""

    session: str
    """Unguessable; it is the capability of the patient's sockets and Rasa's sender id."""
    patient: str
    """Pseudonym of the patient; never a name or a chat id."""
    channel: str
    """"web" or "telegram"."""
    opened: float
    closed: float | None = None
    reason: CloseReason | None = None
    """Why it was closed; None while it is open."""
    language: str | None = None
    """What the patient chose to be spoken to in, as a BCP 47 tag; None: the installation's."""


@dataclass(frozen=True)
class Consent:
    """The patient's yes or no to one scope in one session; the latest of a scope counts."""

    session: str
    patient: str
    scope: Scope
    version: str
    """Version of the consent text that was shown."""
    given: bool
    at: float


@dataclass(frozen=True)
class Respondent:
    """Who answers in a session; the latest counts, for all of it. A proxy's session has no camera
    and no text analysis, and its answers are no self-report."""

    session: str
    who: Who
    at: float


@dataclass(frozen=True)
class Start:
    """The patient chose a questionnaire, or began it again: answers from before do not count."""

    session: str
    questionnaire: str
    version: str
    at: float
    message: str
    """The reply that chose it."""


@dataclass(frozen=True)
class Removal:
    """Something was deleted of a session that stays; the report says so."""

    session: str
    what: Removed
    why: RemovalReason
    rows: int
    """How many windows, scores or replies that were."""
    at: float
