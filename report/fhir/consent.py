"""What the patient agreed to in the session, as Consents: one a scope."""

from __future__ import annotations

from contract.messages import Consent, Record, Scope
from questionnaires.fhir import Json
from report.fhir.codes import LOINC, coded, own_concept
from report.fhir.ids import id_of, identifier, instant, patient

_OWN: dict[Scope, str] = {"text": "text-analysis", "camera": "camera"}


def consents(record: Record) -> list[Json]:
    """The latest of each scope that was asked, as it stands now."""
    latest = {one.scope: one for one in record.consents}
    return [_consent(record, latest[scope]) for scope in _OWN if scope in latest]


def _consent(record: Record, consent: Consent) -> Json:
    session, scope = record.session, consent.scope
    id = id_of(session.session, "consent", scope)
    permitted = consent.given and record.who != "proxy"
    return {
        "resourceType": "Consent",
        "id": id,
        "identifier": identifier(id),
        "status": _status(record, consent),
        "scope": coded("consentscope", "patient-privacy", "Privacy Consent"),
        "category": [coded(LOINC, "59284-0", "Consent Document")],
        "patient": patient(session.patient),
        "dateTime": instant(consent.at),
        "policyRule": {"coding": [{"system": "urn:vultus:consent-text", "code": consent.version}]},
        "provision": {
            "type": "permit" if permitted else "deny",
            "code": [own_concept(_OWN[scope])],
        },
    }


def _status(record: Record, consent: Consent) -> str:
    """active; inactive: withdrawn, or void because a proxy answers; rejected: never given."""
    if consent.given:
        return "inactive" if record.who == "proxy" else "active"
    before = any(one.given for one in record.consents if one.scope == consent.scope)
    return "inactive" if before else "rejected"
