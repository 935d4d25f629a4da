"""What the patient did, as the tracker's latest message has it: an exact payload, or words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contract.errors import BadMessage
from questionnaires.payload import Payload, parse_payload

WORDS = "words"
"""Intent of anything that is no payload: NLU's guess about it does not count inside a form."""

_NAMED = ("item", "option", "questionnaire", "reason", "to", "kind", "who")


@dataclass(frozen=True)
class Incoming:
    """One thing that the patient sent."""

    intent: str
    """The payload's intent, or WORDS."""
    message: str
    """The client's id of it; the same again is a repeat."""
    item: str | None = None
    """The item that it answers."""
    option: str | None = None
    """Value of the pressed option."""
    questionnaire: str | None = None
    """The questionnaire that it chooses."""
    reason: str | None = None
    """Why an item is skipped."""
    to: str | None = None
    """The item whose answer is to be changed."""
    kind: str | None = None
    """The kind of small talk."""
    who: str | None = None
    """Who answers."""
    words: str | None = None
    """Words that came without a payload; those of a `/reply` are in the store."""


def read(latest_message: Mapping[str, Any]) -> Incoming:
    """What came in; Rasa's own message id stands in where the caller gave none."""
    text = str(latest_message.get("text") or "")
    metadata = latest_message.get("metadata") or {}
    payload = _payload(text)
    named = payload.entities if payload else {}
    message = metadata.get("message") or named.get("message") or latest_message.get("message_id")
    return read_payload(text, str(message))


def read_payload(text: str, message: str) -> Incoming:
    """What a button's text says was done, under that id; words when it is no payload."""
    payload = _payload(text)
    if payload is None:
        return Incoming(WORDS, message, words=text)
    known = {name: payload.entities.get(name) for name in _NAMED}
    return Incoming(payload.intent, message, **known)


def _payload(text: str) -> Payload | None:
    try:
        return parse_payload(text)
    except BadMessage:
        return None
