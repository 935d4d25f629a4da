"""An alert as a Flag for whoever treats the patient, a Task for its handling, and the notices that
went out as Communications. Not as a DetectedIssue or a RiskAssessment: nothing was assessed."""

from __future__ import annotations

from contract.alerting import due_at, owner_of, state_of, urgency_of
from contract.messages import AlertCase, AlertState, AlertStep, AlertStepKind
from questionnaires.fhir import Json
from report.fhir.codes import coded, own_concept
from report.fhir.ids import id_of, identifier, instant, patient, reference

_STATUS: dict[AlertState, str] = {
    "raised": "requested",
    "delivered": "requested",
    "acknowledged": "accepted",
    "contacted": "in-progress",
    "not_reached": "in-progress",
    "closed": "completed",
}
_SENT: dict[AlertStepKind, str] = {"delivered": "completed", "failed": "not-done"}


def alert_resources(case: AlertCase, device: Json, escalate_minutes: float) -> list[Json]:
    """The Flag, the Task and every notice."""
    flag = _flag(case, device)
    task = _task(case, flag, device, escalate_minutes)
    sent = [
        _notice(case, step, place, flag, task)
        for place, step in enumerate(case.steps)
        if step.step in _SENT
    ]
    return [flag, task, *sent]


def _flag(case: AlertCase, device: Json) -> Json:
    id = _id(case, "flag")
    closed = _at(case, "closed")
    end = {} if closed is None else {"end": instant(closed)}
    return {
        "resourceType": "Flag",
        "id": id,
        "identifier": identifier(id),
        "status": "active" if closed is None else "inactive",
        "category": [coded("flag-category", "safety", "Safety")],
        "code": own_concept(f"alert-{case.alert.source.replace('_', '-')}"),
        "subject": patient(case.patient),
        "period": {"start": instant(case.alert.at), **end},
        "author": reference(device),
    }


def _task(case: AlertCase, flag: Json, device: Json, escalate_minutes: float) -> Json:
    id, owner = _id(case, "task"), owner_of(case.steps)
    state = state_of(case.steps)
    return {
        "resourceType": "Task",
        "id": id,
        "identifier": identifier(id),
        "status": _STATUS[state],
        "businessStatus": own_concept(state.replace("_", "-")),
        "intent": "order",
        "priority": "stat" if urgency_of(case.alert) == "page" else "urgent",
        "code": own_concept("handle-alert"),
        "focus": reference(flag),
        "for": patient(case.patient),
        **_period(case),
        "authoredOn": instant(case.alert.at),
        "lastModified": instant(max(step.at for step in case.steps)),
        "requester": reference(device),
        **({"owner": {"type": "Practitioner", "display": owner}} if owner else {}),
        "restriction": {"period": {"end": instant(due_at(case.alert, escalate_minutes))}},
    }


def _period(case: AlertCase) -> Json:
    began, ended = _at(case, "acknowledged"), _at(case, "closed")
    if began is None:
        return {}
    end = {} if ended is None else {"end": instant(ended)}
    return {"executionPeriod": {"start": instant(began), **end}}


def _notice(case: AlertCase, step: AlertStep, place: int, flag: Json, task: Json) -> Json:
    id = _id(case, "notice", str(place))
    sent = {"sent": instant(step.at)} if step.step == "delivered" else {}
    return {
        "resourceType": "Communication",
        "id": id,
        "identifier": identifier(id),
        "partOf": [reference(task)],
        "status": _SENT[step.step],
        "category": [coded("communication-category", "alert", "Alert")],
        "priority": task["priority"],
        "subject": patient(case.patient),
        "about": [reference(flag)],
        **sent,
        "recipient": [{"identifier": {"system": "urn:vultus:recipient", "value": step.by}}],
    }


def _id(case: AlertCase, *parts: str) -> str:
    return id_of(case.alert.session, "alert", str(case.number), *parts)


def _at(case: AlertCase, kind: AlertStepKind) -> float | None:
    """When the first step of that kind was taken."""
    return next((step.at for step in case.steps if step.step == kind), None)
