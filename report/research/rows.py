"""The rows of one session; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from contract.messages import Record
from questionnaires.answers import counting
from questionnaires.plan import FRAME
from report.estimate import models_of
from report.question import Definitions
from report.research.pseudonyms import Pseudonyms
from report.research.tables import Row
from report.scores import score_lines
from report.status import status


def session_rows(
    record: Record, first: float, definitions: Definitions, names: Pseudonyms
) -> Iterator[tuple[str, Row]]:
    """Each row with its table's name. `first` is when the patient's first session was opened: days
    are counted from there, in the server's time zone, and no date leaves."""
    session = record.session
    head: Row = {
        "patient": names.patient(session.patient),
        "session": names.session(session.session),
    }
    yield "sessions", head | _session(record, first)
    for score in _scores(record, definitions):
        yield "scores", head | score
    for answer in _answers(record, definitions):
        yield "answers", head | answer
    mood = _mood(record)
    if mood is not None:
        yield "moods", head | mood


def _session(record: Record, first: float) -> Row:
    session, consents = record.session, {one.scope: one.given for one in record.consents}
    opened = datetime.fromtimestamp(session.opened)
    proxy = record.who == "proxy"
    return {
        "day": (opened.date() - datetime.fromtimestamp(first).date()).days,
        "hour": opened.hour,
        "seconds": None if session.closed is None else _span(session.opened, session.closed),
        "channel": session.channel,
        "status": status(session),
        "who": record.who,
        "text_consent": consents.get("text", False) and not proxy,
        "camera_consent": consents.get("camera", False) and not proxy,
        "alerts": len(record.alerts),
    }


def _scores(record: Record, definitions: Definitions) -> Iterator[Row]:
    for line in score_lines(record, definitions):
        if line.scored:
            yield {
                "questionnaire": line.questionnaire,
                "version": line.version,
                "status": line.status,
                "total": line.total,
                "maximum": line.maximum,
                "band": line.band,
                "answered": line.answered,
                "missing": len(line.missing),
                "prorated": line.prorated,
            }


def _answers(record: Record, definitions: Definitions) -> Iterator[Row]:
    """The answers that count, in the order of the items; what was asked in words has no row."""
    counted = counting(record.starts, record.answers)
    items = {item.id: item for one in definitions.values() for item in one.items}
    places = {id: place for place, id in enumerate(items)}
    for answer in sorted(counted.values(), key=lambda a: (places.get(a.item, len(places)), a.item)):
        item = items.get(answer.item)
        if answer.questionnaire != FRAME and (item is None or item.kind == "choice"):
            yield {
                "questionnaire": answer.questionnaire,
                "version": answer.version,
                "item": answer.item,
                "value": answer.value,
                "skipped": answer.skipped,
                "reason": answer.reason,
                "seconds": _span(record.session.opened, answer.at),
            }


def _mood(record: Record) -> Row | None:
    """None without a mood, and where somebody else answered: that is not the patient's."""
    mood = record.mood
    if mood is None or record.session.closed is None or record.who == "proxy":
        return None
    negative, neutral, positive, other = mood.probabilities
    moved, seen = mood.expressivity, mood.coverage
    return {
        "mood": mood.mood,
        "reason": mood.reason,
        "abstained": mood.abstained,
        "negative": negative,
        "neutral": neutral,
        "positive": positive,
        "other": other,
        "weight_face": mood.weights.face,
        "weight_text": mood.weights.text,
        "expressivity": moved.value,
        "expressivity_seconds": moved.seconds,
        "frames": seen.frames,
        "faces": seen.faces,
        "turns": seen.turns,
        "turns_face": seen.turns_face,
        "turns_text": seen.turns_text,
        "models": ", ".join(models_of(record, mood.unused)),
        "constants": mood.constants,
    }


def _span(start: float, end: float) -> float:
    return round(end - start, 1)
