"""Who at the clinic may see what, and who has seen it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["nurse", "clinician", "administrator"]


@dataclass(frozen=True)
class Clinic:
    """Patients and staff belong to one each; nobody sees another one's."""

    clinic: str
    """"main" is there from the start."""
    name: str
    alert_to: tuple[str, ...] = ()
    """Who is told of its patients' alerts, as VULTUS_ALERT_TO has it; none: whom that names."""
    alert_second: tuple[str, ...] = ()
    """Who is told as well when nobody acknowledges in time; none: VULTUS_ALERT_SECOND."""


@dataclass(frozen=True)
class Staff:
    """A person who signs in to the clinician's pages."""

    staff: str
    clinic: str
    login: str
    """What is typed to sign in; in small letters, no other has it."""
    name: str
    """As it stands beside what the person did."""
    role: Role
    epoch: int
    """Counts up when every sign-in of the person ends: sign-out everywhere, a new password."""
    created: float
    password: bool
    """Whether one is set."""
    disabled: float | None = None
    """Since when the person may not sign in; None: may."""
    locked_until: float | None = None
    """No password is taken before, after too many wrong ones."""
    subject: str | None = None
    """Who the person is to the OpenID provider; None before the first sign-in there."""


@dataclass(frozen=True)
class AuditLine:
    """One thing that somebody saw or did; never changed, and deleted by the purge alone, when the
    time for which lines are kept is over."""

    at: float
    clinic: str
    staff: str
    """Empty when the operator did it at the command line."""
    name: str
    """The person's name then."""
    what: str
    """For example "session read"."""
    patient: str | None = None
    """None: the whole clinic's list, or no patient at all."""
    session: str | None = None
    alert: int | None = None
    note: str = ""
    """Which staff member, link or switch it was about; no words of a patient."""


@dataclass(frozen=True)
class Deed:
    """What a staff member is about to see or do: the store checks that it is their own clinic's
    and writes the `AuditLine` before anything is shown. One of patient, session and alert is set,
    or none of them."""

    staff: str
    what: str
    patient: str | None = None
    session: str | None = None
    alert: int | None = None
    note: str = ""


@dataclass(frozen=True)
class PatientLine:
    """A patient in the clinic's list."""

    patient: str
    created: float
    sessions: int
    last: float | None
    """When the latest session was opened; None before the first."""
    links: int
    """Links that can be used."""
    telegram: bool


@dataclass(frozen=True)
class Link:
    """A patient's link as the clinic sees it: never the token, which is shown once."""

    link: str
    """Names it, and opens nothing."""
    patient: str
    created: float
    by: str
    """Who made it; empty for the operator and for Vultus itself."""
    revoked: float | None
    chat: bool
    """Whether a Telegram chat was connected with it and still is."""
