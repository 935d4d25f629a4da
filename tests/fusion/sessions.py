"""Sessions to fuse: built by hand, or drawn by hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from contract.messages import (
    REGIONS,
    FaceWindow,
    Mood,
    Movement,
    Record,
    Reply,
    ReplyScore,
    Session,
    SessionMood,
)
from fusion.constants import load_constants
from fusion.formula import fuse_session

AT = 1_800_000_000.0
TURN_S = 6.0
SHIPPED = load_constants()
SAD: Mood = (0.9, 0.05, 0.03, 0.02)
CALM: Mood = (0.04, 0.92, 0.03, 0.01)
GLAD: Mood = (0.01, 0.04, 0.94, 0.01)
UNDECIDED: Mood = (0.25, 0.25, 0.25, 0.25)
STILL, LIVELY, WILD = (0.025, 0.022), (0.15, 0.07), (1.5, 1.0)
"""Amplitude and activity of a face at rest, of one that moves as usual, of one in a spasm."""


def fuse(record: Record) -> SessionMood:
    return fuse_session(record, SHIPPED, frozenset({"alerts"}))


def window(
    start: float, mood: Mood | None, moved: tuple[float, float] = LIVELY, quality: float = 0.9
) -> FaceWindow:
    """One second of five frames; without a mood: no face in any of them."""
    if mood is None:
        return FaceWindow("s", start, start + 1, 5, 0, reason="no face")
    amplitude, activity = moved
    movement = Movement({"jaw": (1.0, 1.0 + amplitude)}, activity, 1.0)
    emotions = {"neutral": mood[1], "happiness": mood[2], "sadness": mood[0], "surprise": mood[3]}
    return FaceWindow("s", start, start + 1, 5, 5, mood, emotions, movement, quality)


def session(
    texts: Sequence[Mood | None],
    faces: Sequence[Mood | None],
    moved: tuple[float, float] = LIVELY,
    tokens: int = 8,
) -> Record:
    """One turn of TURN_S seconds for each text (None: a button), faces in all its seconds."""
    replies, scores, windows = [], [], []
    for turn, (text, face) in enumerate(zip(texts, faces, strict=True)):
        shown = AT + turn * TURN_S
        end = shown + TURN_S
        replies.append(Reply("s", f"m{turn:02}", end, "-", f"i{turn}", shown, text is not None))
        if text is not None:
            scores.append(ReplyScore("s", f"m{turn:02}", end, text, tokens, "text 1"))
        windows += [window(shown + s, face, moved) for s in range(int(TURN_S))]
    return Record(
        Session("s", "p", "web", AT), replies=tuple(replies), scores=tuple(scores),
        windows=tuple(windows),
    )  # fmt: skip


def without_faces(record: Record) -> Record:
    return replace(record, windows=())


def without_texts(record: Record) -> Record:
    return replace(record, scores=())


def moods() -> st.SearchStrategy[Mood]:
    part = st.floats(0, 1)
    return st.tuples(part, part, part, part).filter(lambda p: sum(p) > 1e-3).map(_scaled)


def region_shares() -> st.SearchStrategy[dict[str, float]]:
    """What a face's mood rested on."""
    parts = st.lists(st.floats(0, 1), min_size=len(REGIONS), max_size=len(REGIONS))
    return parts.filter(lambda p: sum(p) > 1e-3).map(
        lambda p: {name: part / sum(p) for name, part in zip(REGIONS, p, strict=True)}
    )


def _scaled(parts: tuple[float, float, float, float]) -> Mood:
    total = sum(parts)
    return parts[0] / total, parts[1] / total, parts[2] / total, parts[3] / total


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Sessions of every kind: with and without words, faces, typing, paused items."""
    number = draw(st.integers(0, 5))
    maybe = st.none() | moods()
    texts = draw(st.lists(maybe, min_size=number, max_size=number))
    faces = draw(st.lists(maybe, min_size=number, max_size=number))
    moved = draw(st.tuples(st.floats(0, 2), st.floats(0, 2)))
    made = session(texts, faces, moved, tokens=draw(st.integers(0, 60)))
    qualities = draw(st.lists(st.none() | st.floats(0.01, 1), min_size=1, max_size=5))
    rests = draw(st.lists(st.none() | region_shares(), min_size=1, max_size=5))
    windows = tuple(
        replace(one, quality=qualities[index % len(qualities)], regions=rests[index % len(rests)])
        if one.mood
        else one
        for index, one in enumerate(made.windows)
    )
    replies = tuple(
        replace(
            reply,
            item=draw(st.sampled_from([None, reply.item, "alerts"])),
            asked_at=draw(st.sampled_from([None, reply.asked_at, reply.at + 1])),
            typing=draw(st.sampled_from([(), ((reply.at - 2.5, reply.at - 1),)])),
        )
        for reply in made.replies
    )
    return replace(made, replies=replies, windows=windows)
