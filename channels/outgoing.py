"""What goes to Rasa for a reply: a payload, or words that only outside an item are sent at all."""

from __future__ import annotations

from dataclasses import dataclass

from contract.messages import Reply
from questionnaires.resolve import in_english
from questionnaires.typed import typed_payload

START = "start"
"""Message id of the greeting, which no reply of the patient brings about."""


@dataclass(frozen=True)
class Outgoing:
    """One call of Rasa's REST channel. Unique by (session, message), as the reply is."""

    session: str
    message: str
    item: str | None
    text: str


def greeting(session: str) -> Outgoing:
    """The first call of a session."""
    return Outgoing(session, START, None, "/greet")


def outgoing(reply: Reply) -> Outgoing:
    """A reply's way into Rasa. Words typed at an item stay in the store: only the id is sent,
    or the intent of an exact command."""
    if reply.payload is not None:
        text = reply.payload
    elif reply.item is not None:
        text = typed_payload(reply.item, reply.message, reply.text)
    else:
        text = _plain_words(reply.text)
    return Outgoing(reply.session, reply.message, reply.item, text)


def _plain_words(text: str) -> str:
    """Rasa reads English; it takes a leading "/" for a payload, and the full-width one, which
    looks the same, is none."""
    words = in_english(text.strip())
    return f"\uff0f{words[1:]}" if words.startswith("/") else words
