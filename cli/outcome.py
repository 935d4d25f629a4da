"""What came of a session: waits until everything is scored, then says it as one JSON object."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from contract.client import StoreClient
from contract.errors import Unavailable
from contract.messages import MOODS, Mood, Record, SessionMood, TurnMood
from contract.wire import to_json
from questionnaires.answers import counting
from questionnaires.loader import find_item, load
from questionnaires.score import score

PATIENCE_S = 120.0
POLL_S = 0.5


async def settled(store: StoreClient, session: str) -> tuple[Record, SessionMood]:
    """The session's record and mood, once every free text is scored and it changes no more.

    Raises Unavailable when that takes more than two minutes.
    """
    deadline, evidence = time.monotonic() + PATIENCE_S, ""
    while time.monotonic() < deadline:
        record = await store.record(session)
        if record.mood is not None and _all_scored(record):
            if record.mood.evidence == evidence:
                return record, record.mood
            evidence = record.mood.evidence
        await asyncio.sleep(POLL_S)
    raise Unavailable(f"Session {session} was played, but its mood is not ready; see the logs.")


def outcome(record: Record, mood: SessionMood, report: str) -> dict[str, Any]:
    """The JSON object that `vultus replay --json` prints."""
    return {
        "session": record.session.session,
        "mood": mood.mood,
        "reason": mood.reason,
        "abstained": mood.abstained,
        "probabilities": _named(mood.probabilities),
        "weights": _plain(mood.weights),
        "expressivity": _plain(mood.expressivity),
        "coverage": _plain(mood.coverage),
        "turns": [_turn(turn) for turn in mood.turns],
        "scores": scores(record),
        "alerts": [_plain(alert) for alert in record.alerts],
        "report": report,
    }


def scores(record: Record) -> list[dict[str, Any]]:
    """The official score of each questionnaire that was started."""
    answers = counting(record.starts, record.answers)
    started = dict.fromkeys(start.questionnaire for start in record.starts)
    return [_plain(score(load(id), answers)) for id in started]


def _all_scored(record: Record) -> bool:
    scored = {one.message for one in record.scores}
    free = (reply for reply in record.replies if reply.typed and _is_free_text(reply.item))
    return all(reply.message in scored for reply in free)


def _is_free_text(item: str | None) -> bool:
    return item is not None and find_item(item)[1].kind == "text"


def _turn(turn: TurnMood) -> dict[str, Any]:
    moods = {"face": turn.face, "text": turn.text, "fused": turn.fused}
    return _plain(turn) | {name: mood and _named(mood) for name, mood in moods.items()}


def _named(mood: Mood) -> dict[str, float]:
    return dict(zip(MOODS, mood, strict=True))


def _plain(message: Any) -> dict[str, Any]:
    return {key: value for key, value in to_json(message).items() if key != "kind"}
