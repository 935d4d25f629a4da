"""What a patient's page may say on the chat socket, read strictly (docs/protocol.md)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from contract.errors import BadMessage, TooLarge
from contract.messages import Scope, Who
from contract.wire import from_json

MAX_WORDS = 5_000
"""Characters of one reply; the store has the same limit."""
MAX_BYTES = 64 * 1024
"""Bytes of one message: 5,000 characters fit however they are escaped."""
MAX_SPANS = 1_000
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Open:
    """Show a session: the one named, or the patient's open one."""

    session: str | None = None


@dataclass(frozen=True)
class Pong:
    """The answer to a ping."""

    sent: float
    """The ping's own number: server time."""
    page: float
    """The page's clock when the ping arrived, Unix seconds."""


@dataclass(frozen=True)
class Choice:
    """Yes or no to one scope of consent."""

    scope: Scope
    given: bool
    version: str


@dataclass(frozen=True)
class Answering:
    """Who answers in this session."""

    who: Who


@dataclass(frozen=True)
class Said:
    """A reply, in the page's own times; `contract.messages.Reply` explains the fields."""

    message: str
    at: float
    text: str
    payload: str | None = None
    item: str | None = None
    asked_at: float | None = None
    typing: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Spoken:
    """The language that the patient wants to be spoken to in."""

    language: str


Inbound = Open | Pong | Choice | Answering | Spoken | Said
_KINDS: dict[str, type[Any]] = {
    "open": Open,
    "pong": Pong,
    "consent": Choice,
    "respondent": Answering,
    "language": Spoken,
    "reply": Said,
}


def read(data: str) -> dict[str, Any]:
    """The JSON object in a text frame; TooLarge or BadMessage when there is none to be had."""
    if len(data.encode("utf-8", "replace")) > MAX_BYTES:
        raise TooLarge(f"The message is above {MAX_BYTES // 1024} KiB. {_LIMIT}")
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        raise BadMessage("The message is not valid JSON.") from None
    if not isinstance(body, dict):
        raise BadMessage("The message must be a JSON object.")
    return body


def named(body: dict[str, Any]) -> str | None:
    """The id of the reply that a body is about, when it has a sound one."""
    message = body.get("message")
    return message if isinstance(message, str) and ID.fullmatch(message) else None


def parse(body: dict[str, Any]) -> Inbound:
    """The message in a JSON object; BadMessage names the kind or field that is wrong."""
    kind = body.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise BadMessage(f"kind must be one of {', '.join(_KINDS)}.")
    fields = {key: value for key, value in body.items() if key != "kind"}
    try:
        message: Inbound = from_json(fields, _KINDS[kind])
    except OverflowError:
        raise BadMessage(f"{kind}: a number is too large.") from None
    return _checked(message) if isinstance(message, Said) else message


_LIMIT = f"A reply may have {MAX_WORDS:,} characters; please send it in parts."


def _checked(said: Said) -> Said:
    if not ID.fullmatch(said.message) or said.message == "start":
        raise BadMessage("reply.message must be 1 to 64 of A-Z a-z 0-9 _ - and not 'start'.")
    if said.item is not None and not ID.fullmatch(said.item):
        raise BadMessage("reply.item must be 1 to 64 of A-Z a-z 0-9 _ -.")
    if len(said.text) > MAX_WORDS:
        raise TooLarge(_LIMIT)
    if len(said.typing) > MAX_SPANS:
        raise TooLarge(f"reply.typing may have {MAX_SPANS:,} spans.")
    return said
