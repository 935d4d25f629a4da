"""The session's estimated mood as a preliminary Observation."""

from __future__ import annotations

from contract.messages import MOODS, Record, SessionMood
from questionnaires.fhir import Json
from report.fhir.codes import coded, own, own_concept, quantity
from report.fhir.ids import id_of, identifier, instant, patient, reference
from report.wording import estimable

_ABSENT = {
    "not-estimable": ("unknown", "Unknown"),
    "do-not-use": ("not-permitted", "Not Permitted"),
    "by-proxy": ("not-permitted", "Not Permitted"),
    "language": ("unsupported", "Unsupported"),
}
"""Why there is no estimate, in HL7's words beside ours."""
_COVERAGE = ("frames", "faces", "windows", "turns", "turns_face", "turns_text")


def mood_observation(record: Record, device: Json) -> Json | None:
    """The resource; None while no mood was computed. Without an estimate it says why."""
    session, mood = record.session, record.mood
    if mood is None or session.closed is None:
        return None
    id = id_of(session.session, "mood")
    said = _absent(record, mood)
    return {
        "resourceType": "Observation",
        "id": id,
        "identifier": identifier(id),
        "status": "preliminary",
        "category": [own_concept("machine-estimate")],
        "code": own_concept("session-mood"),
        "subject": patient(session.patient),
        "effectivePeriod": {"start": instant(session.opened), "end": instant(session.closed)},
        **(said or {"valueCodeableConcept": own_concept(mood.mood)}),
        "method": own_concept("late-fusion"),
        "device": reference(device),
        "component": _coverage(mood) if said else [*_estimate(mood), *_coverage(mood)],
    }


def _absent(record: Record, mood: SessionMood) -> Json | None:
    """Why there is no value; None when there is one."""
    if record.who == "proxy":
        reason = "by-proxy"
    elif estimable(mood):
        return None
    else:
        said = (mood.reason or "").replace(" ", "-")
        reason = said if said in _ABSENT else "not-estimable"
    concept = coded("data-absent-reason", *_ABSENT[reason])
    concept["coding"].append(own(reason))
    return {"dataAbsentReason": concept}


def _estimate(mood: SessionMood) -> list[Json]:
    pairs = zip(MOODS, mood.probabilities, strict=True)
    shares = {f"probability-{name}": share for name, share in pairs}
    shares |= {"weight-face": mood.weights.face, "weight-text": mood.weights.text}
    parts = [_part(code, valueQuantity=quantity(_short(share))) for code, share in shares.items()]
    moved = mood.expressivity.value
    if moved is None:
        absent = coded("data-absent-reason", "unknown", "Unknown")
        parts.append(_part("expressivity", dataAbsentReason=absent))
    else:
        parts.append(_part("expressivity", valueQuantity=quantity(_short(moved))))
    parts.append(_part("abstained", valueBoolean=mood.abstained))
    if mood.reason is not None:
        reason = own_concept(mood.reason.replace(" ", "-"))
        parts.append(_part("reason", valueCodeableConcept=reason))
    return parts


def _coverage(mood: SessionMood) -> list[Json]:
    counts = ((name, getattr(mood.coverage, name)) for name in _COVERAGE)
    return [
        _part(f"coverage-{name.replace('_', '-')}", valueInteger=count) for name, count in counts
    ]


def _part(code: str, **value: object) -> Json:
    return {"code": own_concept(code), **value}


def _short(share: float) -> float:
    return round(share, 4)
