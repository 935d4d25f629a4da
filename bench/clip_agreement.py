"""A clip through the whole frame path of the service, held against what a person saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench import frame_path
from bench.seen import Span
from cli.clip import Clip
from contract.messages import MOODS, FaceWindow, Mood
from models.card import Card
from vision.emotion import mood_of
from vision.score import FrameScore, Scorer
from vision.window import WINDOW_S, Seen, face_window


@dataclass(frozen=True)
class Read:
    """A stretch of the clip and the mood that was read in it; None without a usable face."""

    start: float
    """Seconds from the clip's first picture."""
    end: float
    mood: Mood | None

    @property
    def guess(self) -> str | None:
        """The most probable mood."""
        return None if self.mood is None else MOODS[int(np.argmax(self.mood))]


def scored(clip: Clip, scorer: Scorer) -> list[FrameScore]:
    """Every picture from its JPEG on, as the service scores it."""
    return list(frame_path.scores(scorer, clip.pictures, clip.rate))


def frames_read(scores: Sequence[FrameScore], rate: float, card: Card) -> list[Read]:
    """One for each picture."""
    return [
        Read(number / rate, (number + 1) / rate, _frame_mood(one, card))
        for number, one in enumerate(scores)
    ]


def windows_read(scores: Sequence[FrameScore], rate: float, card: Card) -> list[Read]:
    """One for each second, from the window that the service would store."""
    seconds: dict[int, list[Seen]] = {}
    for number, one in enumerate(scores):
        at = number / rate
        seconds.setdefault(int(at / WINDOW_S + 1e-9), []).append(Seen(at, one))
    return [_window_read(seen, card, 1 / rate) for seen in seconds.values()]


def agreement(read: Sequence[Read], spans: Sequence[Span]) -> dict[str, Any]:
    """How many of those that lie within a span were read as that span's mood.

    Those across a border or in open time are `left_out`; without a usable face: `unread`.
    """
    rows = [
        _within(span, [one for one in read if span.holds(one.start, one.end)]) for span in spans
    ]
    counted, right = (sum(row[name] for row in rows) for name in ("read", "right"))
    within = counted + sum(row["unread"] for row in rows)
    return {
        "read": counted,
        "right": right,
        "share": round(right / counted, 4) if counted else None,
        "unread": within - counted,
        "left_out": len(read) - within,
        "spans": rows,
    }


def _within(span: Span, within: Sequence[Read]) -> dict[str, Any]:
    moods = [one.mood for one in within if one.mood is not None]
    guesses = [one.guess for one in within if one.mood is not None]
    means = np.mean(moods, axis=0) if moods else None
    return {
        "from": span.start,
        "to": span.end,
        "mood": span.mood,
        "read": len(moods),
        "right": guesses.count(span.mood),
        "unread": len(within) - len(moods),
        "mean": None if means is None else [round(float(p), 3) for p in means],
    }


def _frame_mood(score: FrameScore, card: Card) -> Mood | None:
    if score.face is None or not score.usable:
        return None
    return mood_of(card, dict(zip(card.labels, score.face.probabilities, strict=True)))


def _window_read(seen: Sequence[Seen], card: Card, single: float) -> Read:
    window: FaceWindow = face_window("clip", seen, card, single=single)
    return Read(window.start, window.end, window.mood)
