"""A made-up clinic's database for the overview's bench: many patients, years of sessions."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert

from fusion.chat_tables import ScheduleRow
from fusion.cipher import Cipher
from fusion.tables import (
    AlertRow,
    AlertStepRow,
    AnswerRow,
    Base,
    PatientRow,
    ReplyRow,
    SessionMoodRow,
    SessionRow,
    StartRow,
)
from questionnaires.definition import Questionnaire
from questionnaires.loader import load

DAY_S = 86_400.0
INSTRUMENTS = ("daily_checkin", "phq9", "daily_checkin", "gad7")
"""What a patient answers in turn, a week apart."""
UNFINISHED = 0.05
"""Share of sessions that end half-way."""
SKIPPED, PHRASES, OPEN = 0.02, 0.01, 0.2
"""Shares: alert items skipped, sessions with crisis words, alerts that are still open."""
CHUNK = 500
"""Patients in one transaction."""


@dataclass(frozen=True)
class Size:
    """How much there is."""

    patients: int
    sessions: int
    """Of all patients together."""


def fill(connection: Connection, size: Size, cipher: Cipher, now: float, seed: int = 0) -> None:
    """Write it by bulk inserts, past the store: its own calls would take hours."""
    draw = random.Random(seed)
    sealed = cipher.seal("1")
    each = size.sessions // size.patients
    for first in range(0, size.patients, CHUNK):
        rows: dict[type[Base], list[dict[str, Any]]] = {}
        for number in range(first, min(first + CHUNK, size.patients)):
            for table, row in _patient(number, each, draw, sealed, now):
                rows.setdefault(table, []).append(row)
        for table, some in rows.items():
            connection.execute(insert(table), some)


Rows = Iterator[tuple[type[Base], dict[str, Any]]]


def _patient(number: int, sessions: int, draw: random.Random, sealed: str, now: float) -> Rows:
    patient = f"p-{number:06d}"
    began = now - sessions * 7 * DAY_S - draw.random() * 7 * DAY_S
    yield PatientRow, {"patient": patient, "created": began}
    if number % 5 == 0:
        yield (
            ScheduleRow,
            {
                "patient": patient,
                "questionnaire": "daily_checkin",
                "every": 14,
                "first": "2026-01-05",
                "time": "09:00",
                "zone": "Europe/Athens",
                "made": began,
            },
        )
    usual = draw.random()
    for place in range(sessions):
        at = began + (place * 7 + draw.random()) * DAY_S
        instrument = load(INSTRUMENTS[(number + place) % len(INSTRUMENTS)])
        yield from _session(patient, f"{patient}-s{place:04d}", instrument, at, draw, sealed, usual)


def _session(
    patient: str,
    session: str,
    asked: Questionnaire,
    at: float,
    draw: random.Random,
    sealed: str,
    usual: float,
) -> Rows:
    mine = {"session": session}
    channel = "telegram" if draw.random() < 0.3 else "web"
    whole = draw.random() > UNFINISHED
    closed = {"closed": at + 400, "reason": "completed" if whole else "idle"}
    yield SessionRow, mine | {"patient": patient, "channel": channel, "opened": at} | closed
    start = {"questionnaire": asked.id, "version": asked.version, "at": at + 1, "message": "m0"}
    yield StartRow, mine | start
    yield ReplyRow, _reply(mine, "m0", at + 1, None, sealed)
    level, last = draw.gauss(usual, 0.1), len(asked.items) if whole else len(asked.items) // 2
    for place, item in enumerate(asked.items[:last], start=1):
        message, then = f"m{place}", at + 1 + place * 8
        skipped = item.alert_from is not None and draw.random() < SKIPPED
        yield ReplyRow, _reply(mine, message, then, item.id, sealed)
        value = 0 if item.alert_from is not None else _value(level, len(item.options), draw)
        named = {"questionnaire": asked.id, "version": asked.version, "item": item.id}
        said = {"value": None if skipped else value, "skipped": skipped, "reason": None}
        yield AnswerRow, mine | named | said | {"at": then, "message": message}
        if skipped:
            yield from _alert(session, message, then, "not_answered", item.id, draw, sealed)
    if draw.random() < PHRASES:
        yield from _alert(session, "m1", at + 9, "phrase", None, draw, sealed)
    mood = {"mood": draw.choice(("negative", "neutral", "positive")), "abstained": False}
    yield SessionMoodRow, mine | mood | {"body": {}}


def _value(level: float, options: int, draw: random.Random) -> int:
    return min(options - 1, max(0, round(draw.gauss(level, 0.25) * (options - 1))))


def _reply(
    mine: dict[str, str], message: str, at: float, item: str | None, sealed: str
) -> dict[str, Any]:
    said = {"message": message, "at": at, "text": sealed, "item": item, "asked_at": at - 4}
    rest: dict[str, Any] = {"typed": False, "payload": None, "typing": [], "offset": 0.0}
    return mine | said | rest | {"words": False, "open_item": False}


_numbers = iter(range(1, 2**31))


def _alert(
    session: str, message: str, at: float, source: str, item: str | None, draw: random.Random,
    sealed: str,
) -> Rows:  # fmt: skip
    number = next(_numbers)
    said = {"session": session, "at": at, "source": source, "detail": "", "item": item}
    yield AlertRow, {"number": number, **said, "message": message}
    done = ["raised", "delivered"]
    handled = draw.random()
    if handled > OPEN / 2:
        done.append("acknowledged")
    if handled > OPEN:
        done += ["contacted", "closed"]
    for after, step in enumerate(done):
        by = "A. Nurse" if after > 1 else ""
        what: dict[str, Any] = {"alert": number, "step": step, "by": by, "note": sealed}
        yield AlertStepRow, what | {"at": at + after * 60}
