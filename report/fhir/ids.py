"""Ids that are the same whenever a session is exported, times, and references."""

from __future__ import annotations

from datetime import datetime, timezone
from uuid import NAMESPACE_URL, uuid5

from questionnaires.fhir import Json

PATIENT = "urn:vultus:patient"
_NAMESPACE = uuid5(NAMESPACE_URL, "urn:vultus:fhir")


def id_of(session: str, *parts: str) -> str:
    """A resource's id. Of the session's own id, which opens the patient's sockets, it tells
    nothing: that is random, and only its hash is in here."""
    return str(uuid5(_NAMESPACE, "/".join((session, *parts))))


def full_url(resource: Json) -> str:
    """What an entry is referred to by inside its bundle."""
    return f"urn:uuid:{resource['id']}"


def reference(resource: Json) -> Json:
    """A Reference to another resource of the bundle; the server puts its own address there."""
    return {"reference": full_url(resource), "type": resource["resourceType"]}


def patient(pseudonym: str) -> Json:
    """A Reference to the patient by the pseudonym: who that is, the clinic knows."""
    return {"type": "Patient", "identifier": {"system": PATIENT, "value": pseudonym}}


def respondent(session: str, pseudonym: str, *, proxy: bool) -> Json:
    """A Reference to who answered."""
    if not proxy:
        return patient(pseudonym)
    value = id_of(session, "respondent")
    return {
        "type": "RelatedPerson",
        "identifier": {"system": "urn:vultus:respondent", "value": value},
    }


def identifier(resource_id: str) -> list[Json]:
    """The id as a business identifier, which outlives copies on other servers."""
    return [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{resource_id}"}]


def instant(at: float) -> str:
    """Unix seconds as a FHIR instant in UTC."""
    whole = datetime.fromtimestamp(round(at, 3), timezone.utc)
    return whole.isoformat(timespec="milliseconds").replace("+00:00", "Z")
