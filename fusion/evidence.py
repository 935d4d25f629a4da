"""The hash of everything a session's mood is made of; the order of arrival does not matter."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from contract.messages import FaceWindow, Record, Reply, ReplyScore
from contract.switches import unused
from contract.wire import to_json


def evidence_hash(record: Record, alerting: frozenset[str]) -> str:
    """sha256 of the canonical JSON of the inputs, sorted. Words are no input, only their scores.

    What is switched off is an input of its own; while nothing is, the hash is as it was before
    there were switches.
    """
    lines = [
        *(_line("reply", _reply(reply, alerting)) for reply in record.replies),
        *(_line("score", _score(score)) for score in record.scores),
        *(_line("window", _window(window)) for window in record.windows),
        *(_line("unused", {"modality": modality}) for modality in unused(record.switches)),
    ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _reply(reply: Reply, alerting: frozenset[str]) -> dict[str, Any]:
    names = ("message", "item", "asked_at", "at", "typing")
    known = {name: getattr(reply, name) for name in names}
    return {**known, "typing": sorted(reply.typing), "alerting": reply.item in alerting}


def _score(score: ReplyScore) -> dict[str, Any]:
    """Without `reason` where there is none, as before there were any."""
    names = ("message", "mood", "tokens", "model", *(("reason",) if score.reason else ()))
    return {name: getattr(score, name) for name in names}


def _window(window: FaceWindow) -> dict[str, Any]:
    """Without `regions` where there are none: windows of before they existed keep their hash."""
    left_out = {"session"} if window.regions else {"session", "regions"}
    return {name: value for name, value in to_json(window).items() if name not in left_out}


def _line(kind: str, body: dict[str, Any]) -> str:
    return json.dumps([kind, body], sort_keys=True, separators=(",", ":"))
