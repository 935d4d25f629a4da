"""The turns of the timeline: what each modality said, and where it says nothing, why."""

from __future__ import annotations

from collections import Counter

from contract.messages import Modality, Record, Reply, TurnMood
from report.question import Definitions, Question, question
from report.removals import removed
from report.replies import own_words
from report.svg import valence
from report.view import TurnLine

NO_FACE = "no face"
SWITCHED_OFF = "do not use"
NOT_USED = "not used"
DELETED = "deleted"


def turn_lines(record: Record, definitions: Definitions) -> tuple[TurnLine, ...]:
    """One line a turn of the session's mood, in the order of their times."""
    if record.mood is None:
        return ()
    replies = {reply.message: reply for reply in record.replies}
    return tuple(
        _line(turn, replies.get(turn.message), record, definitions) for turn in record.mood.turns
    )


def trend(turns: tuple[TurnLine, ...]) -> tuple[float, float] | None:
    """Mean valence of the first and of the last third of the estimated turns; None below three."""
    values = [valence(turn.fused) for turn in turns if turn.fused is not None]
    third = len(values) // 3
    if third == 0:
        return None
    return sum(values[:third]) / third, sum(values[-third:]) / third


def _line(
    turn: TurnMood, reply: Reply | None, record: Record, definitions: Definitions
) -> TurnLine:
    asked = question(turn.item, definitions)
    return TurnLine(
        item=turn.item,
        label=asked.label,
        group=asked.group,
        question=asked.text,
        message=turn.message,
        asked_at=turn.asked_at,
        at=turn.at,
        face=turn.face,
        text=turn.text,
        fused=turn.fused,
        face_missing=None if turn.face is not None else _face_missing(turn, asked, reply, record),
        text_missing=None if turn.text is not None else _text_missing(reply, record, definitions),
        weights=turn.weights,
        factors=turn.factors,
        reason=turn.reason,
        regions=turn.regions,
        used=turn.used,
    )


def _face_missing(turn: TurnMood, asked: Question, reply: Reply | None, record: Record) -> str:
    if _unused(record, "face"):
        return SWITCHED_OFF
    if not _consented(record, "camera", turn.at):
        return "camera off"
    if asked.item is not None and asked.item.alert_from is not None:
        return "camera paused"
    windows = [w for w in record.windows if w.start < turn.at and w.end > turn.asked_at]
    if not windows:
        return DELETED if removed(record, "face", turn.at) else "no frames"
    if any(window.mood is not None for window in windows):
        return "typing" if reply is not None and reply.typing else NOT_USED
    reasons = Counter(window.reason for window in windows if window.reason is not None)
    return reasons.most_common(1)[0][0] if reasons else NO_FACE


def _text_missing(reply: Reply | None, record: Record, definitions: Definitions) -> str:
    if reply is None or not reply.typed:
        return "button only"
    if not own_words(reply, definitions):
        return "option typed"
    if _unused(record, "text"):
        return SWITCHED_OFF
    if not _consented(record, "text", reply.at):
        return "not analysed"
    score = next((one for one in record.scores if one.message == reply.message), None)
    if score is None:
        return DELETED if removed(record, "text", reply.at) else "not scored yet"
    return {"language": "unknown language", "no words": "no words"}.get(
        score.reason or "", NOT_USED
    )


def _unused(record: Record, modality: Modality) -> bool:
    """Whether the mood was made without it because it is switched off for the patient."""
    return record.mood is not None and modality in record.mood.unused


def _consented(record: Record, scope: str, at: float) -> bool:
    """Whether the latest consent of that scope by then is a yes."""
    said = [
        consent.given for consent in record.consents if consent.scope == scope and consent.at <= at
    ]
    return bool(said) and said[-1]
