"""What a button sends: an intent and its entities, `/answer{"item":"phq9_1","option":"2"}`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from contract.errors import BadMessage

_PAYLOAD = re.compile(r"/([a-z][a-z_]*)(\{.*\})?", re.DOTALL)
_LONGEST = 500
INTENTS = {
    "back": "go_back",
    "change": "change_answer",
    "skip": "skip",
    "repeat": "repeat",
    "why": "ask_why",
    "meaning": "ask_meaning",
    "person": "ask_person",
    "pause": "pause",
    "restart": "start_over",
    "more": "more",
    "stop": "stop",
}
"""The intent of each command of texts/*.yml; Rasa keeps `back` and `restart` for itself."""


@dataclass(frozen=True)
class Payload:
    """An intent and its entities, by name."""

    intent: str
    entities: dict[str, str] = field(default_factory=dict)


def make_payload(intent: str, **entities: str) -> str:
    """The text that a button sends."""
    return f"/{intent}" + (json.dumps(entities, separators=(",", ":")) if entities else "")


def parse_payload(payload: str) -> Payload:
    """The intent and entities in a button's text; BadMessage when it is not of that form."""
    match = _PAYLOAD.fullmatch(payload) if len(payload) <= _LONGEST else None
    if match is None:
        raise BadMessage(f"A payload must be /intent or /intent{{...}}, at most {_LONGEST} long.")
    try:
        entities = json.loads(match[2] or "{}")
    except (ValueError, RecursionError):
        raise BadMessage(f"The entities of payload /{match[1]} must be a JSON object.") from None
    if not all(isinstance(value, str) for value in entities.values()):
        raise BadMessage(f"Each entity of payload /{match[1]} must be text.")
    return Payload(match[1], entities)
