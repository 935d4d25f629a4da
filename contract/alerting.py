"""What an alert asks for and how far its handling has come: pure, read off its trail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from contract.errors import BadMessage, Conflict
from contract.messages import Alert, AlertState, AlertStep, AlertStepKind

Urgency = Literal["page", "same_day"]
"""page: a person is told at once, again until someone acknowledges; same_day: looked at today."""

SAME_DAY_ESCALATE_S = 8 * 3600.0
SAME_DAY = ("veiled", "not_answered")
_STATES: dict[AlertStepKind, AlertState] = {
    "raised": "raised",
    "delivered": "delivered",
    "acknowledged": "acknowledged",
    "contacted": "contacted",
    "not_reached": "not_reached",
    "closed": "closed",
}
_NEXT: dict[AlertState, tuple[AlertStepKind, ...]] = {
    "raised": ("acknowledged",),
    "delivered": ("acknowledged",),
    "acknowledged": ("acknowledged", "contacted", "not_reached"),
    "contacted": ("acknowledged", "contacted", "closed"),
    "not_reached": ("acknowledged", "contacted", "not_reached", "closed"),
    "closed": (),
}
PERSONAL: tuple[AlertStepKind, ...] = ("acknowledged", "contacted", "not_reached", "closed")
"""Steps that only a named person can take."""


def urgency_of(alert: Alert) -> Urgency:
    """How soon a person must look."""
    return "same_day" if alert.source in SAME_DAY else "page"


def due_at(alert: Alert, escalate_minutes: float) -> float:
    """When the second contacts are told, unless a named person has acknowledged it by then."""
    seconds = escalate_minutes * 60 if urgency_of(alert) == "page" else SAME_DAY_ESCALATE_S
    return alert.at + seconds


def state_of(steps: Sequence[AlertStep]) -> AlertState:
    """Where it stands: the last step that counts; a notice after an acknowledgement does not."""
    state: AlertState = "raised"
    for step in steps:
        reached = _STATES.get(step.step)
        if reached is not None and not (reached == "delivered" and state != "raised"):
            state = reached
    return state


def acknowledged(steps: Sequence[AlertStep]) -> bool:
    """Whether a named person has taken it on."""
    return any(step.step in PERSONAL for step in steps)


def owner_of(steps: Sequence[AlertStep]) -> str | None:
    """Who took the last step that a person takes; None while nobody has."""
    return next((step.by for step in reversed(steps) if step.step in PERSONAL), None)


def undelivered(steps: Sequence[AlertStep]) -> bool:
    """Whether it could not be sent and nobody at the clinic knows of it."""
    kinds = {step.step for step in steps}
    return "failed" in kinds and "delivered" not in kinds and not acknowledged(steps)


def possible(steps: Sequence[AlertStep]) -> tuple[AlertStepKind, ...]:
    """The steps that a person can take now."""
    return _NEXT[state_of(steps)]


def check_step(steps: Sequence[AlertStep], step: AlertStep) -> None:
    """BadMessage without a name or an outcome, Conflict when it cannot come next."""
    if step.step not in PERSONAL:
        return
    if not step.by.strip():
        raise BadMessage("Write your name: an alert is handled by a named person.")
    if step.step == "closed" and not step.note.strip():
        raise BadMessage("Write the outcome: an alert is closed with what came of it.")
    if step.step not in possible(steps):
        now = state_of(steps).replace("_", " ")
        can = ", ".join(kind.replace("_", " ") for kind in possible(steps)) or "nothing"
        raise Conflict(f"This alert is {now}; next can come: {can}. Load the page again.")
