"""A questionnaire's total as an Observation."""

from __future__ import annotations

import re
from collections.abc import Mapping

from contract.messages import Answer, Record
from questionnaires.definition import Questionnaire
from questionnaires.fhir import Json
from report.fhir.codes import BANDS, LOINC, coded, own_concept, quantity
from report.fhir.ids import id_of, identifier, instant, patient, reference, respondent
from report.fhir.response import answered_at
from report.view import ScoreLine


def total(
    record: Record,
    line: ScoreLine,
    known: Questionnaire,
    counted: Mapping[str, Answer],
    response: Json,
) -> Json:
    """The resource; without a total it says so, with how many items are missing.

    A proxy's total has our own code and no band: LOINC's totals, and the bands, are of
    self-reports.
    """
    session, proxy = record.session, record.who == "proxy"
    id = id_of(session.session, "total", line.questionnaire)
    at = instant(answered_at(record, line, counted))
    return {
        "resourceType": "Observation",
        "id": id,
        "identifier": identifier(id),
        "status": "final",
        "category": [coded("observation-category", "survey", "Survey")],
        "code": _code(known, proxy=proxy),
        "subject": patient(session.patient),
        "effectiveDateTime": at,
        "issued": at,
        "performer": [respondent(session.session, session.patient, proxy=proxy)],
        **_value(line),
        **({} if proxy else _band(line)),
        "derivedFrom": [reference(response)],
        "component": _components(line),
    }


def _code(known: Questionnaire, *, proxy: bool) -> Json:
    if proxy:
        return own_concept("total-by-proxy")
    if known.score_code is None:
        return own_concept("total")
    return coded(LOINC, known.score_code)


def _value(line: ScoreLine) -> Json:
    if line.total is None:
        return {"dataAbsentReason": coded("data-absent-reason", "unknown", "Unknown")}
    return {"valueQuantity": quantity(line.total, "{score}")}


def _band(line: ScoreLine) -> Json:
    if line.band is None:
        return {}
    code = re.sub(r"[^a-z0-9]+", "-", line.band.casefold()).strip("-")
    return {"interpretation": [coded(BANDS + line.questionnaire, code, line.band)]}


def _components(line: ScoreLine) -> list[Json]:
    return [
        {"code": own_concept("items-missing"), "valueInteger": len(line.missing)},
        {"code": own_concept("prorated"), "valueBoolean": line.prorated},
    ]
