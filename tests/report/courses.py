"""A patient followed over six weeks: PHQ-9, daily check-ins, moods, a mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from contract.messages import (
    Answer,
    Course,
    Mark,
    Mood,
    Session,
    SessionMood,
    Sitting,
    Start,
    Switch,
    Weights,
    Who,
)
from questionnaires.loader import load
from tests.report.records import NEGATIVE, POSITIVE, full

PATIENT = "p-7f3a"
NOTE = "Levodopa raised to 600 mg"
NEUTRAL: Mood = (0.1, 0.75, 0.1, 0.05)


def at(day: str, hour: int = 10) -> float:
    """A moment of a day in the server's time zone."""
    return datetime.fromisoformat(day).replace(hour=hour).timestamp()


def mood(probabilities: Mood, **changes: object) -> SessionMood:
    """A session's mood of these probabilities, named after the highest."""
    made = full().mood
    assert made is not None
    name = ("negative", "neutral", "positive", "other")[probabilities.index(max(probabilities))]
    fields = {"mood": name, "probabilities": probabilities, "turns": ()} | changes
    return replace(made, **fields)  # type: ignore[arg-type]


def nothing() -> SessionMood:
    """One that could not be estimated."""
    return mood((0.25, 0.25, 0.25, 0.25), weights=Weights(0, 0), reason="not estimable")


def phq9(day: str, values: tuple[int, ...], who: Who = "self", **more: object) -> Sitting:
    """A PHQ-9 with these values."""
    id, opened = f"s-{day}-phq9", at(day)
    answers = tuple(
        Answer(id, "phq9", "1", item.id, value, opened + 60, f"m-{item.id}")
        for item, value in zip(load("phq9").items, (*values, 0), strict=True)
    )
    fields = {"mood": mood(NEUTRAL), "models": ("text-minilm 3",)} | more
    return Sitting(
        Session(id, PATIENT, "web", opened, opened + 300, "completed"),
        who,
        (Start(id, "phq9", "1", opened, "m-start"),),
        answers,
        **({"alerts": 0} | fields),  # type: ignore[arg-type]
    )


def check_in(
    day: str, rating: int, medicine: int, estimate: SessionMood, hour: int = 18
) -> Sitting:
    """A daily check-in with its two answers that are followed."""
    id, opened = f"s-{day}-{hour}", at(day, hour)
    given = (("daily_checkin_mood", rating), ("daily_checkin_medicine", medicine))
    answers = tuple(
        Answer(id, "daily_checkin", "1", item, value, opened + 20, f"m-{item}")
        for item, value in given
    )
    return Sitting(
        Session(id, PATIENT, "telegram", opened, opened + 90, "completed"),
        "self",
        (Start(id, "daily_checkin", "1", opened, "m-start"),),
        answers,
        0,
        estimate,
        ("text-minilm 3",),
    )


def course() -> Course:
    """Two totals, a proxy's total between them, six check-ins in one week, one mark."""
    days = (
        ("2026-11-16", 4, 2, NEGATIVE),
        ("2026-11-17", 5, 1, NEGATIVE),
        ("2026-11-18", 5, 0, NEUTRAL),
        ("2026-11-19", 6, 0, NEGATIVE),
        ("2026-11-20", 4, 2, POSITIVE),
    )
    checks = tuple(check_in(day, rating, state, mood(p)) for day, rating, state, p in days)
    last = check_in("2026-11-21", 6, 0, nothing())
    return Course(
        PATIENT,
        (
            phq9("2026-10-20", (2, 2, 2, 2, 2, 2, 2, 1, 1)),
            phq9("2026-11-04", (1, 1, 1, 1, 1, 0, 0, 0, 0), who="proxy"),
            *checks,
            phq9("2026-11-21", (2, 2, 1, 2, 1, 1, 1, 1, 0), alerts=1),
            last,
        ),
        (
            Mark(PATIENT, "2026-11-10", "medication", NOTE, "Dr. Ilves", at("2026-11-10"), 1),
            Mark(PATIENT, "2025-01-01", "event", "before the period", "Dr. Ilves", 0.0, 2),
        ),
        (Switch(PATIENT, "face", False, "Dr. Ilves", at("2026-11-11")),),
    )
