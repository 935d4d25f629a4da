"""The required bindings of R4, and of the profiles named here, for the elements that bundles use.

Read from hl7.org/fhir/R4 and from the profiles US Core screening and assessment Observation, US
Core and SDC QuestionnaireResponse, and PCO PROM score Observation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

OBSERVATION = {"registered", "preliminary", "final", "amended", "corrected", "cancelled"}
EVENT = {"preparation", "in-progress", "not-done", "on-hold", "stopped", "completed"}
PRIORITY = {"routine", "urgent", "asap", "stat"}
ABSENT = {
    "unknown", "asked-unknown", "temp-unknown", "not-asked", "asked-declined", "masked",
    "not-applicable", "unsupported", "as-text", "error", "not-a-number", "negative-infinity",
    "positive-infinity", "not-performed", "not-permitted",
}  # fmt: skip
TASK = {
    "draft", "requested", "received", "accepted", "rejected", "ready", "cancelled", "in-progress",
    "on-hold", "failed", "completed", "entered-in-error",
}  # fmt: skip

REQUIRED: dict[str, set[str]] = {
    "Bundle.type": {"transaction"},
    "Bundle.entry.request.method": {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"},
    "Device.status": {"active", "inactive", "entered-in-error", "unknown"},
    "Device.deviceName.type": {
        "udi-label-name", "user-friendly-name", "patient-reported-name", "manufacturer-name",
        "model-name", "other",
    },
    "QuestionnaireResponse.status": {
        "in-progress", "completed", "amended", "entered-in-error", "stopped",
    },
    "Observation.status": OBSERVATION | {"entered-in-error", "unknown"},
    "Consent.status": {"draft", "proposed", "active", "rejected", "inactive", "entered-in-error"},
    "Consent.provision.type": {"deny", "permit"},
    "Flag.status": {"active", "inactive", "entered-in-error"},
    "Task.status": TASK,
    "Task.intent": {
        "unknown", "proposal", "plan", "order", "original-order", "reflex-order", "filler-order",
        "instance-order", "option",
    },
    "Task.priority": PRIORITY,
    "Communication.status": EVENT | {"entered-in-error", "unknown"},
    "Communication.priority": PRIORITY,
    "Provenance.entity.role": {"derivation", "revision", "quotation", "source", "removal"},
}  # fmt: skip


def wrong(resource: Json) -> list[str]:
    """Every value outside its required binding, as "path: value"."""
    kind = resource["resourceType"]
    found = [
        f"{path}: {value}"
        for path, value in _leaves(resource, kind)
        if path in REQUIRED and value not in REQUIRED[path]
    ]
    found += [f"{kind} lacks {path}" for path in _mandatory(kind) if path not in resource]
    return found + list(_absent(resource)) + list(_rules(resource))


def _mandatory(kind: str) -> tuple[str, ...]:
    """What R4 or one of the profiles wants at least one of."""
    return {
        "Observation": ("status", "category", "code", "subject"),
        "QuestionnaireResponse": ("questionnaire", "status", "subject", "authored"),
        "Consent": ("status", "scope", "category", "policyRule"),
        "Flag": ("status", "code", "subject"),
        "Task": ("status", "intent"),
        "Communication": ("status",),
        "Provenance": ("target", "recorded", "agent"),
    }.get(kind, ())


def _rules(resource: Json) -> Iterator[str]:
    kind = resource["resourceType"]
    if kind == "Observation":
        valued = any(key.startswith("value") for key in resource)
        if valued == ("dataAbsentReason" in resource):
            yield "obs-6: a value or why there is none"
        if resource["category"][0]["coding"][0]["code"] == "survey":
            if "effectiveDateTime" not in resource and "effectivePeriod" not in resource:
                yield "PROM score: effective"
        for part in [resource, *resource.get("component", ())]:
            unit = part.get("valueQuantity", {})
            if unit and unit["system"] != "http://unitsofmeasure.org":
                yield "US Core: UCUM"
    if kind == "QuestionnaireResponse" and "|" not in resource["questionnaire"]:
        yield "SDC: the questionnaire with its version"


def _absent(value: Any) -> Iterator[str]:
    """The extension's binding is required wherever it stands."""
    if isinstance(value, dict):
        if str(value.get("url", "")).endswith("/data-absent-reason"):
            if value["valueCode"] not in ABSENT:
                yield f"data-absent-reason: {value['valueCode']}"
        for part in value.values():
            yield from _absent(part)
    elif isinstance(value, list):
        for part in value:
            yield from _absent(part)


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(part, f"{path}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part, path)
    else:
        yield path, value
