"""Alerts as a list to work through: how long each waits, whose it is, what can be done next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contract.alerting import Urgency, owner_of, possible, state_of, undelivered, urgency_of
from contract.messages import AlertCase, AlertState, AlertStep, AlertStepKind
from report.alerts import explanation
from report.question import Definitions

BUTTONS: dict[AlertStepKind, str] = {
    "acknowledged": "I take this on",
    "contacted": "Patient contacted",
    "not_reached": "Patient not reached",
    "closed": "Close with outcome",
}
STEPS: dict[AlertStepKind, str] = {
    "raised": "raised",
    "delivered": "notice delivered",
    "failed": "notice failed",
    "logged": "nobody told: no alert route is set up",
    "escalated": "escalated to the second contacts",
    "acknowledged": "acknowledged",
    "contacted": "patient contacted",
    "not_reached": "patient not reached",
    "closed": "closed",
}


@dataclass(frozen=True)
class CaseLine:
    """One open alert."""

    number: int
    patient: str
    session: str
    explanation: str
    """What raised it, without the patient's words."""
    urgency: Urgency
    state: AlertState
    at: float
    age: str
    """How long it has been open, e.g. "25 min"."""
    owner: str | None
    """Who acted on it last; None while nobody has."""
    undelivered: bool
    """True while no notice could be sent."""
    steps: tuple[AlertStep, ...]
    actions: tuple[tuple[AlertStepKind, str], ...]
    """What can be done now, with the button's words."""


def case_lines(
    cases: Iterable[AlertCase], definitions: Definitions, now: float
) -> tuple[CaseLine, ...]:
    """Those to be looked at now first, in each the ones without an owner, then the oldest."""
    lines = [case_line(case, definitions, now) for case in cases]
    return tuple(sorted(lines, key=lambda c: (c.urgency != "page", c.owner is not None, c.at)))


def case_line(case: AlertCase, definitions: Definitions, now: float) -> CaseLine:
    """One alert as it stands."""
    return CaseLine(
        number=case.number,
        patient=case.patient,
        session=case.alert.session,
        explanation=explanation(case.alert, definitions),
        urgency=urgency_of(case.alert),
        state=state_of(case.steps),
        at=case.alert.at,
        age=age(now - case.alert.at),
        owner=owner_of(case.steps),
        undelivered=undelivered(case.steps),
        steps=case.steps,
        actions=_actions(case.steps),
    )


def age(seconds: float) -> str:
    """A span as a clinician says it."""
    minutes = max(0, int(seconds // 60))
    if minutes < 120:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else f"{hours // 24} days"


def _actions(steps: Sequence[AlertStep]) -> tuple[tuple[AlertStepKind, str], ...]:
    return tuple((kind, BUTTONS[kind]) for kind in possible(steps))
