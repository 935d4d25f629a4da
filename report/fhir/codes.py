"""The code systems of the bundles: HL7's by their URLs, and our own with every code there is."""

from __future__ import annotations

from questionnaires.fhir import LOINC, Json

__all__ = ["LOINC", "code_system", "coded", "own", "own_concept", "quantity"]

TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
UCUM = "http://unitsofmeasure.org"
CODES = "urn:vultus:codes"
BANDS = "urn:vultus:bands:"
"""Begins the system of a questionnaire's bands."""
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

_CODES: dict[str, str] = {
    "session-mood": "Mood of a session, estimated by software from words and face",
    "machine-estimate": "Estimated by software, not observed by a person",
    "late-fusion": "Weighted late fusion of words and face",
    "negative": "Mood: negative",
    "neutral": "Mood: neutral",
    "positive": "Mood: positive",
    "other": "Mood: none of negative, neutral and positive is supported",
    "probability-negative": "Probability of a negative mood",
    "probability-neutral": "Probability of a neutral mood",
    "probability-positive": "Probability of a positive mood",
    "probability-other": "Probability of another mood",
    "weight-face": "Weight of the face",
    "weight-text": "Weight of the words",
    "expressivity": "Measured facial expressivity, relative to the reference",
    "coverage-frames": "Camera frames",
    "coverage-faces": "Camera frames with one usable face",
    "coverage-windows": "Seconds of camera with frames",
    "coverage-turns": "Questions",
    "coverage-turns-face": "Questions with a usable face",
    "coverage-turns-text": "Questions with analysed words",
    "abstained": "No mood was sure enough to be named",
    "reason": "Why no mood is named, or why it is another",
    "not-estimable": "Neither a usable face nor analysed words",
    "do-not-use": "Face and words are not to be used for this patient",
    "language": "Words in a language that the model does not know",
    "by-proxy": "Somebody else answered for the patient",
    "uncertain": "No mood was probable enough",
    "modalities-disagree": "Words and face point in opposite directions",
    "surprise": "Surprise was the main expression",
    "mixed": "Neither negative nor neutral nor positive stood out",
    "total": "Total of a questionnaire without a LOINC code",
    "total-by-proxy": "Total of a questionnaire that somebody else answered for the patient",
    "items-missing": "Scored items without an answer",
    "prorated": "The mean of the answered items stands in for missing ones",
    "text-analysis": "Analysis of what the patient types",
    "camera": "Analysis of the camera's picture of the face",
    "alert-item": "An answer that a person at the clinic must look at",
    "alert-unconfirmed": "Typed words, at such an item, that are not exactly its lowest option",
    "alert-phrase": "Typed words that speak openly of suicide or self-harm",
    "alert-veiled": "Typed words that may hint at it",
    "alert-not-answered": "Such an item was skipped, or the patient stopped there",
    "handle-alert": "Look at the alert, contact the patient, write the outcome",
    "raised": "Nobody has been told yet",
    "delivered": "A notice was delivered",
    "acknowledged": "A named person has taken it on",
    "contacted": "The patient was contacted",
    "not-reached": "The patient was not reached",
    "closed": "Closed with an outcome",
    "software": "Software that delivers questionnaires",
}


def own(code: str) -> Json:
    """A Coding of ours; KeyError for a code that the system does not have."""
    return {"system": CODES, "code": code, "display": _CODES[code]}


def own_concept(code: str) -> Json:
    """A CodeableConcept with one Coding of ours."""
    return {"coding": [own(code)]}


def coded(system: str, code: str, display: str | None = None) -> Json:
    """A CodeableConcept with one Coding of another system; HL7's are given by their last part."""
    url = system if ":" in system else TERMINOLOGY + system
    return {"coding": [{"system": url, "code": code, **({"display": display} if display else {})}]}


def quantity(value: float, unit: str = "1") -> Json:
    """A Quantity in a UCUM unit."""
    return {"value": value, "unit": unit, "system": UCUM, "code": unit}


def code_system() -> Json:
    """Our codes as a CodeSystem resource, to be loaded into the server once."""
    return {
        "resourceType": "CodeSystem",
        "id": "vultus-codes",
        "url": CODES,
        "version": "1",
        "name": "VultusCodes",
        "title": "Codes of Vultus",
        "status": "active",
        "experimental": False,
        "caseSensitive": True,
        "content": "complete",
        "count": len(_CODES),
        "concept": [{"code": code, "display": text} for code, text in _CODES.items()],
    }
