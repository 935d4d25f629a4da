"""The turns of a session: one question shown until its reply was sent, and what was seen in it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from contract.messages import FaceWindow, Mood, Record, Reply, ReplyScore, Unread, Used
from fusion.left_out import Barred, Span, barred, overlap, used_in
from fusion.pool import mood_of
from fusion.regions import Regions, mean_regions


@dataclass(frozen=True)
class FaceReading:
    """The face over one turn."""

    mood: Mood
    """Mean over the windows, by usable frames, quality and overlap."""
    quality: float
    """Mean over usable frames, in (0, 1]."""
    surprise: float
    """Mean probability of surprise."""
    parts: dict[str, float]
    """What quality is made of, by usable frames and overlap; empty where no window tells."""
    rested_on: Regions


@dataclass(frozen=True)
class Turn:
    """A reply to an item, with what each modality has on it."""

    reply: Reply
    span: Span
    """From when the item was shown, or the turn before ended, to the reply."""
    face: FaceReading | None
    text: ReplyScore | None
    unread: Unread | None = None
    """Why the reply's words could not be read."""
    used: Used = field(default_factory=Used)


def turns_of(record: Record, alerting: frozenset[str]) -> list[Turn]:
    """The turns in order of time; `alerting` are items during which the camera is paused."""
    scores = {score.message: score for score in record.scores if score.tokens > 0}
    unread = {score.message: score.reason for score in record.scores if score.tokens == 0}
    windows, bars = _ordered(record), bars_of(record, alerting)
    usable = [one for one in windows if bars.why(one) is None]
    return [
        Turn(
            reply=reply,
            span=span,
            face=_face(usable, span),
            text=scores.get(reply.message),
            unread=unread.get(reply.message),
            used=used_in(span, windows, bars),
        )
        for reply, span in _spans(record)
    ]


def usable_windows(record: Record, alerting: frozenset[str]) -> list[FaceWindow]:
    """Windows with a readable face, outside typing and outside items that can alert, in order."""
    bars = bars_of(record, alerting)
    return [one for one in _ordered(record) if bars.why(one) is None]


def bars_of(record: Record, alerting: frozenset[str]) -> Barred:
    """When the camera is not read."""
    return barred(record, [span for reply, span in _spans(record) if reply.item in alerting])


def _ordered(record: Record) -> list[FaceWindow]:
    return sorted(record.windows, key=lambda window: window.start)


def _spans(record: Record) -> list[tuple[Reply, Span]]:
    """Replies to items and their times; spans never overlap, so no frame counts twice."""
    spans: list[tuple[Reply, Span]] = []
    before = -math.inf
    for reply in sorted(record.replies, key=lambda reply: (reply.at, reply.message)):
        if reply.item is not None:
            shown = reply.at if reply.asked_at is None else min(reply.asked_at, reply.at)
            spans.append((reply, (max(shown, before), reply.at)))
        before = reply.at
    return spans


def _face(windows: list[FaceWindow], span: Span) -> FaceReading | None:
    parts = [
        (window, window.mood, overlap((window.start, window.end), span) * window.faces)
        for window in windows
        if window.mood is not None
    ]
    seen = [(window, mood, share) for window, mood, share in parts if share > 0]
    if not seen:
        return None
    shares = math.fsum(share for _, _, share in seen)
    weights = [share * (window.quality or 0) for window, _, share in seen]
    total = math.fsum(weights)
    mood = mood_of(
        math.fsum(weight * mood[index] for weight, (_, mood, _) in zip(weights, seen, strict=True))
        for index in range(4)
    )
    surprise = math.fsum(
        weight * (window.emotions or {}).get("surprise", 0.0)
        for weight, (window, _, _) in zip(weights, seen, strict=True)
    )
    rested_on = mean_regions([Regions(window.regions, share) for window, _, share in seen])
    return FaceReading(mood, total / shares, surprise / total, _parts(seen), rested_on)


def _parts(seen: list[tuple[FaceWindow, Mood, float]]) -> dict[str, float]:
    told = [(window.quality_parts, share) for window, _, share in seen if window.quality_parts]
    total = math.fsum(share for _, share in told)
    names = sorted(set.intersection(*(set(parts) for parts, _ in told))) if told else []
    return {name: math.fsum(parts[name] * share for parts, share in told) / total for name in names}
