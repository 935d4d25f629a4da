"""An alert and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AlertSource = Literal["item", "unconfirmed", "phrase", "veiled", "not_answered"]
AlertStepKind = Literal[
    "raised",
    "delivered",
    "failed",
    "logged",
    "escalated",
    "acknowledged",
    "contacted",
    "not_reached",
    "closed",
]
AlertState = Literal["raised", "delivered", "acknowledged", "contacted", "not_reached", "closed"]


@dataclass(frozen=True)
class Alert:
    """Something a person at the clinic must look at. Never deleted, never made by a mood model."""

    session: str
    at: float
    source: AlertSource
    """item: an option at or above `alert_from`; unconfirmed: typed words there that are not exactly
    the zero option; phrase: typed words that speak openly of suicide or self-harm; veiled: those
    that hint at it or speak of death without a wish; not_answered: skipped or stopped."""
    detail: str
    """For the clinician, without the patient's words."""
    item: str | None
    message: str
    """The reply that raised it."""


@dataclass(frozen=True)
class AlertStep:
    """One line of an alert's trail. Lines are only ever added (contract/alerting.py reads them)."""

    at: float
    step: AlertStepKind
    """delivered, failed: one notice to one recipient; logged: there is no one to send it to."""
    by: str = ""
    """The person who acted, or where a notice went."""
    note: str = ""
    """The outcome in the person's words, or why a notice failed."""


@dataclass(frozen=True)
class AlertCase:
    """An alert with all that was done about it."""

    number: int
    """Counts up over all alerts."""
    patient: str
    alert: Alert
    steps: tuple[AlertStep, ...]
    clinic: str = ""
    """The patient's; empty when it is not known any more."""
