"""Whom to tell of an alert now, and when to tell them again: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contract.alerting import SAME_DAY_ESCALATE_S, Urgency, urgency_of
from contract.messages import AlertCase, AlertStep, Clinic
from contract.recipients import Recipient, recipient
from contract.settings import Settings

FIRST_RETRY_S = 20.0
"""After a notice that reached nobody; doubling up to the usual pause."""
SAME_DAY_REPEAT_S = 4 * 3600.0


@dataclass(frozen=True)
class Pace:
    """Seconds between notices, and after which the second contacts are told as well."""

    repeat: float
    escalate: float


@dataclass(frozen=True)
class Contacts:
    """Who is told."""

    first: tuple[Recipient, ...]
    second: tuple[Recipient, ...]

    @classmethod
    def of(cls, settings: Settings, clinic: Clinic | None) -> Contacts:
        """The clinic's; what it has not set is the settings'."""
        own = clinic or Clinic("", "")
        to, second = own.alert_to or settings.alert_to, own.alert_second or settings.alert_second
        return cls(tuple(map(recipient, to)), tuple(map(recipient, second)))


def pace_of(urgency: Urgency, settings: Settings) -> Pace:
    """How insistent the notices are."""
    if urgency == "same_day":
        return Pace(SAME_DAY_REPEAT_S, SAME_DAY_ESCALATE_S)
    return Pace(settings.alert_repeat_minutes * 60, settings.alert_escalate_minutes * 60)


def escalates(case: AlertCase, pace: Pace, now: float) -> bool:
    """Whether it has waited too long or is escalated already.

    It waits since its first step: a page whose clock is ahead must not make it wait longer.
    """
    begun = min((step.at for step in case.steps), default=case.alert.at)
    return now - begun >= pace.escalate or escalated(case.steps)


def escalated(steps: Sequence[AlertStep]) -> bool:
    """Whether the second contacts are told already."""
    return any(step.step == "escalated" for step in steps)


def next_due(steps: Sequence[AlertStep], reached: bool, pace: Pace, now: float) -> float:
    """When the next notice is due, Unix seconds; `steps` is the trail with this notice."""
    if reached:
        return now + pace.repeat
    rounds = len({step.at for step in _since_delivered(steps) if step.step == "failed"})
    return now + min(FIRST_RETRY_S * 2.0 ** min(max(rounds - 1, 0), 30), pace.repeat)


def attempts(steps: Sequence[AlertStep]) -> int:
    """How many rounds of notices there were."""
    return len({step.at for step in steps if step.step in ("delivered", "failed")})


def urgency(case: AlertCase) -> Urgency:
    """How soon a person must look."""
    return urgency_of(case.alert)


def _since_delivered(steps: Sequence[AlertStep]) -> Sequence[AlertStep]:
    last = max((n for n, step in enumerate(steps) if step.step == "delivered"), default=-1)
    return steps[last + 1 :]
