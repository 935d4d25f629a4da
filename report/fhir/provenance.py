"""Who answered and what software made the resources of a bundle."""

from __future__ import annotations

from collections.abc import Sequence

from contract.messages import Record
from questionnaires.fhir import Json
from report.fhir.codes import coded
from report.fhir.ids import id_of, instant, reference, respondent


def provenance(record: Record, made: Sequence[Json], device: Json, *, mood: bool) -> Json:
    """The resource of everything in `made`. Its time is the latest in the record, so that the same
    record gives the same bytes."""
    session = record.session
    answerer = respondent(session.session, session.patient, proxy=record.who == "proxy")
    return {
        "resourceType": "Provenance",
        "id": id_of(session.session, "provenance"),
        "target": [reference(one) for one in made],
        "recorded": instant(_latest(record)),
        "activity": coded("v3-DataOperation", "CREATE", "create"),
        "agent": [
            {"type": _agent("assembler", "Assembler"), "who": reference(device)},
            {"type": _agent("author", "Author"), "who": answerer},
        ],
        **(_evidence(record) if mood else {}),
    }


def _agent(code: str, display: str) -> Json:
    return coded("provenance-participant-type", code, display)


def _evidence(record: Record) -> Json:
    """What the mood was made of, as its hash."""
    if record.mood is None:
        return {}
    what = {"identifier": {"system": "urn:vultus:evidence-sha256", "value": record.mood.evidence}}
    return {"entity": [{"role": "source", "what": what}]}


def _latest(record: Record) -> float:
    session = record.session
    steps = [step.at for case in record.cases for step in case.steps]
    said = [answer.at for answer in record.answers]
    said += [consent.at for consent in record.consents]
    said += [respondent.at for respondent in record.respondents]
    return max(session.opened, session.closed or session.opened, *steps, *said)
