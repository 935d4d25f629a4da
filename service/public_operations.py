"""The calls that come from outside: patients' pages, developers, and the clinic's JSON."""

from __future__ import annotations

from contract.messages import Proof
from report.view import Estimate, SessionView
from service.operation import Binary, Inlined, Operation, Shape, Socket

_NUMBERS = {"type": "array", "items": {"type": "number"}}
_POINT = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_EXPLAINED = {
    "type": "object",
    "properties": {
        "model": {"type": "string"},
        "label": {"type": "string"},
        "probabilities": {"type": "object", "additionalProperties": {"type": "number"}},
        "mood": _NUMBERS | {"minItems": 4, "maxItems": 4},
        "grid": {"type": "array", "items": _NUMBERS},
        "evidence": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": _NUMBERS},
        },
        "regions": {
            "anyOf": [
                {"type": "null"},
                {"type": "object", "additionalProperties": {"type": "number"}},
            ]
        },
        "exact": {"type": "boolean"},
        "corners": {"type": "array", "items": _POINT, "minItems": 4, "maxItems": 4},
    },
    "required": [
        "corners", "evidence", "exact", "grid", "label", "model", "mood", "probabilities",
        "regions",
    ],
    "additionalProperties": False,
}  # fmt: skip
_BUNDLE = {
    "type": "object",
    "properties": {
        "resourceType": {"const": "Bundle"},
        "type": {"const": "transaction"},
        "entry": {"type": "array", "minItems": 1, "items": {"type": "object"}},
    },
    "required": ["entry", "resourceType", "type"],
}
_S = "/c/sessions/{session}"

PUBLIC_OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "get", "/p/{token}", "The patient's page.", Binary("text/html"), access="link",
        errors="text/html",
    ),
    Operation(
        "get", "/p/{token}/chat", "The chat socket (docs/protocol.md).", Socket(), access="link"
    ),
    Operation(
        "get", "/v1/sessions/{session}/frames", "The camera socket (docs/protocol.md).", Socket(),
        access="link",
    ),
    Operation(
        "post", "/v1/faces/explain", "Where the face model looked (docs/explain.md).",
        Shape("application/json", _EXPLAINED), Binary("image/jpeg"),
        (("label", {"type": "string"}, False),),
    ),
    Operation(
        "get", f"{_S}.json", "A session as its page has it.",
        Inlined(SessionView, "estimate", Estimate), access="cookie",
    ),
    Operation(
        "get", f"{_S}.fhir.json", "A session as a FHIR R4 bundle (docs/fhir.md).",
        Shape("application/fhir+json", _BUNDLE), access="cookie",
    ),
    Operation(
        "get", "/c/erasures/{reference}.json", "One proof of an erasure.", Proof, access="cookie",
    ),
)  # fmt: skip
