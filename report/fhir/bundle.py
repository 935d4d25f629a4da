"""A session as a transaction Bundle: pure, and the same bytes for the same record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from contract.messages import Record
from questionnaires.answers import counting
from questionnaires.fhir import Json
from report.fhir.alert import alert_resources
from report.fhir.consent import consents
from report.fhir.device import device
from report.fhir.ids import full_url
from report.fhir.mood import mood_observation
from report.fhir.provenance import provenance
from report.fhir.response import response
from report.fhir.score import total
from report.question import Definitions
from report.scores import score_lines


@dataclass(frozen=True)
class Wanted:
    """What goes into a bundle besides the answers, their totals and the consents."""

    mood: bool
    """The estimated mood, and what it was made of."""
    alerts: bool
    """Flag, Task and Communications."""
    escalate_minutes: float
    """When an alert is due: minutes until the second contacts are told."""


def bundle(record: Record, definitions: Definitions, wanted: Wanted) -> Json | None:
    """The bundle; None while there is nothing to tell. Of a session that is still open there are
    only its alerts. No word that the patient typed, and no outcome that staff wrote, is in it."""
    closed = record.session.closed is not None
    mood = wanted.mood and closed
    maker = device(record, mood=mood)
    made: list[Json] = []
    if closed:
        made += _questionnaires(record, definitions, maker)
        made += filter(None, [mood_observation(record, maker) if mood else None])
        made += consents(record)
    if wanted.alerts:
        for case in record.cases:
            made += alert_resources(case, maker, wanted.escalate_minutes)
    if not made:
        return None
    every = [maker, *made, provenance(record, made, maker, mood=mood)]
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [_entry(one) for one in every],
    }


def _questionnaires(record: Record, definitions: Definitions, maker: Json) -> Iterator[Json]:
    """Each response, and its total where it has one in the version that was answered."""
    counted = counting(record.starts, record.answers)
    for line in score_lines(record, definitions):
        known = definitions.get(line.questionnaire)
        if known is None:
            continue
        answered = response(record, line, known, counted, maker)
        yield answered
        if line.scored and line.version == known.version:
            yield total(record, line, known, counted, answered)


def _entry(resource: Json) -> Json:
    """Put under its own id: sent again, it changes nothing."""
    where = f"{resource['resourceType']}/{resource['id']}"
    return {
        "fullUrl": full_url(resource),
        "resource": resource,
        "request": {"method": "PUT", "url": where},
    }
