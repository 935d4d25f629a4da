"""A session's record as the chat socket tells it: pure, so that every page draws the same."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from channels.languages import spoken_in
from channels.outgoing import START
from contract.messages import BotTurn, Bubble, Consent, Record, Reply, Scope, Session
from contract.settings import Settings
from contract.wire import to_json
from safety.help import help_message

CONSENT_VERSION = "2"
"""Version of the consent texts in pages/patient.html; counts up when their meaning changes."""
_SCOPES: tuple[Scope, ...] = ("text", "camera")


def hello(record: Record, settings: Settings) -> dict[str, Any]:
    """The `hello` message."""
    session = record.session
    return {
        "kind": "hello",
        "session": session.session,
        "language": spoken_in(session.language, settings),
        "demo": settings.demo,
        "contact": settings.contact,
        "frame_rate": settings.frame_rate,
        "consent_version": CONSENT_VERSION,
        "consents": consents(record.consents),
        "who": record.who,
        "transcript": entries(record, settings),
        "bubble": _on_show(record, ended(session)),
        "ended": ended(session),
    }


def ended(session: Session) -> bool:
    """Whether the patient is through with it; one that closed for idleness goes on."""
    return session.reason in ("completed", "stopped")


def consents(given: Iterable[Consent]) -> dict[str, bool | None]:
    """The latest answer per scope; None where it was not asked yet."""
    latest: dict[str, bool | None] = dict.fromkeys(_SCOPES)
    return latest | {consent.scope: consent.given for consent in given}


def entries(record: Record, settings: Settings) -> list[dict[str, Any]]:
    """Who said what, oldest first: each reply is followed by the bot's turn to it."""
    turns = {turn.message: turn for turn in record.bot_turns}
    now = time.time()
    alerts = {
        case.alert.message: help_message(case.alert, settings, case.steps, now)
        for case in record.cases
    }
    said = [_bot(turns[START])] if START in turns else []
    for reply in record.replies:
        said.append(patient(reply, alerts.get(reply.message)))
        if reply.message in turns:
            said.append(_bot(turns[reply.message]))
    return said


def patient(reply: Reply, safety: str | None) -> dict[str, Any]:
    """A reply as an entry."""
    return {
        "who": "patient",
        "message": reply.message,
        "at": reply.at,
        "text": reply.text,
        "item": reply.item,
        "typed": reply.typed,
        "safety": safety,
    }


def bot(turn: BotTurn) -> dict[str, Any]:
    """The `bot` message."""
    return {"kind": "bot", "message": turn.message, "bubbles": to_json(turn)["bubbles"]}


def offered(turn: BotTurn) -> set[str]:
    """The payloads that the turn put buttons up for."""
    return {
        button.payload for bubble in turn.bubbles for button in (*bubble.buttons, *bubble.commands)
    }


def _bot(turn: BotTurn) -> dict[str, Any]:
    body = to_json(turn)
    return {"who": "bot", **{key: body[key] for key in ("message", "at", "bubbles")}}


def _on_show(record: Record, over: bool) -> dict[str, Any] | None:
    """What waits for an answer; at the end of a session only what else it offers."""
    bubbles = [bubble for turn in record.bot_turns for bubble in turn.bubbles]
    asking = [bubble for bubble in bubbles if _asks(bubble)]
    return to_json(asking[-1]) if asking and (asking[-1].ends or not over) else None


def _asks(bubble: Bubble) -> bool:
    return bool(bubble.item or bubble.buttons or bubble.commands)
