"""A questionnaire of the session as a QuestionnaireResponse: options, and no words."""

from __future__ import annotations

from collections.abc import Mapping

from contract.messages import Answer, Record, SkipReason
from questionnaires.definition import Item, Questionnaire
from questionnaires.fhir import FORM, ORDINAL, Json, coding
from questionnaires.plan import applies
from report.fhir.codes import ABSENT
from report.fhir.ids import id_of, identifier, instant, patient, reference, respondent
from report.view import ScoreLine, Status

_STATUS: dict[Status, str] = {
    "completed": "completed",
    "stopped": "stopped",
    "unfinished": "stopped",
    "open": "in-progress",
}
_SKIPPED: dict[SkipReason | None, str] = {
    "declined": "asked-declined",
    "unknown": "asked-unknown",
    "not_applicable": "not-applicable",
}
"""Reasons that FHIR has a code for; the others are `unknown`."""


def response(
    record: Record,
    line: ScoreLine,
    known: Questionnaire,
    counted: Mapping[str, Answer],
    device: Json,
) -> Json:
    """The resource. Where somebody else answered, no LOINC code stands in it: those are of
    self-reports."""
    session, proxy = record.session, record.who == "proxy"
    id = id_of(session.session, "response", line.questionnaire)
    return {
        "resourceType": "QuestionnaireResponse",
        "id": id,
        "identifier": identifier(id)[0],
        "questionnaire": f"{FORM}{line.questionnaire}|{line.version}",
        "status": _STATUS[line.status],
        "subject": patient(session.patient),
        "authored": instant(answered_at(record, line, counted)),
        "author": reference(device),
        "source": respondent(session.session, session.patient, proxy=proxy),
        "item": [
            _item(item, counted.get(item.id), loinc=not proxy and line.version == known.version)
            for item in known.items
            if item.id in counted and applies(item, counted)
        ],
    }


def answered_at(record: Record, line: ScoreLine, counted: Mapping[str, Answer]) -> float:
    """When the last answer of the questionnaire was given; before the first: when it was begun."""
    own = [one.at for one in counted.values() if one.questionnaire == line.questionnaire]
    begun = [one.at for one in record.starts if one.questionnaire == line.questionnaire]
    return max(own or begun)


def _item(item: Item, answer: Answer | None, *, loinc: bool) -> Json:
    option = next((o for o in item.options if answer and o.value == answer.value), None)
    if answer is None or answer.skipped or (option is None and item.kind == "choice"):
        reason = _SKIPPED.get(answer.reason if answer else None, "unknown")
        return {"linkId": item.id, "answer": [_absent(reason)]}
    if option is None:
        return {"linkId": item.id, "answer": [_absent("masked")]}
    ordinal = {"url": ORDINAL, "valueDecimal": option.value}
    value = {"extension": [ordinal], **coding(option, item, loinc=loinc)}
    return {"linkId": item.id, "answer": [{"valueCoding": value}]}


def _absent(reason: str) -> Json:
    """An answer that is not told, with why: `masked` stands for the patient's own words."""
    return {"valueCoding": {"extension": [{"url": ABSENT, "valueCode": reason}]}}
