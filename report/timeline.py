"""The timeline per question: face, words and both fused, from negative (down) to positive (up),
and how much each of the two counted."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from contract.messages import Mood, MoodName
from report.svg import COLOURS, add, drawing, number, text_of, top_mood, valence
from report.view import TurnLine
from report.wording import percent

COLUMNS = 14
"""Turns in one picture; more turns make further pictures, so that print stays readable."""
LEFT, COLUMN, GAP, AXIS = 92.0, 60.0, 10.0, 34.0
SHORT: dict[MoodName, str] = {
    "negative": "neg",
    "neutral": "neutral",
    "positive": "pos",
    "other": "other",
}


@dataclass(frozen=True)
class _Row:
    name: str
    top: float
    height: float
    apart: float = 4.0
    """From the end of a bar to its label: farther where the trend's points are."""

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    def y(self, mood: Mood) -> float:
        """Where the mood's valence lies; room is left for the label beyond the bar."""
        return self.middle - valence(mood) * (self.height / 2 - self.apart - 10)


FACE = _Row("face", 4.0, 78.0)
WORDS = _Row("words", FACE.top + FACE.height + GAP, 78.0)
FUSED = _Row("both, fused", WORDS.top + WORDS.height + GAP, 120.0, apart=8.0)
WEIGHTS = _Row("weights", FUSED.top + FUSED.height + GAP, 46.0)
BOTTOM = WEIGHTS.top + WEIGHTS.height
WORDS_FILL, FACE_FILL = "#333333", "#e69f00"
"""As in the bar of both weights."""
UNSURE = "#555555"


def timelines(turns: Sequence[TurnLine]) -> tuple[str, ...]:
    """The turns as pictures of at most COLUMNS columns, about equally long; none without turns."""
    pictures = ceil(len(turns) / COLUMNS)
    step = ceil(len(turns) / pictures) if pictures else 1
    parts = [turns[i : i + step] for i in range(0, len(turns), step)]
    return tuple(_picture(part, f"timeline{n}") for n, part in enumerate(parts, start=1))


def _picture(turns: Sequence[TurnLine], name: str) -> str:
    size = (LEFT + COLUMN * len(turns) + 6, BOTTOM + AXIS)
    root = drawing(name, size, "Estimate per question: face, words, fused", _description(turns))
    for row in (FACE, WORDS, FUSED):
        _ground(root, row, size[0])
    _weights_ground(root, size[0])
    for column, turn in enumerate(turns):
        x = LEFT + column * COLUMN
        _cell(root, name, FACE, x, turn.face, turn.face_missing or "no face")
        _cell(root, name, WORDS, x, turn.text, turn.text_missing or "no words")
        _cell(root, name, FUSED, x, turn.fused, "no estimate")
        _weights(root, name, x, turn)
        add(root, "text", turn.label, x=x + COLUMN / 2, y=BOTTOM + 15, **_CENTRED)
    _trend(root, turns)
    _groups(root, turns)
    return text_of(root)


_CENTRED = {"text_anchor": "middle", "class_": "small"}


def _ground(root: ET.Element, row: _Row, width: float) -> None:
    add(root, "rect", x=LEFT, y=row.top, width=width - LEFT - 6, height=row.height, class_="ground")
    add(root, "text", row.name, x=4.0, y=row.middle + 4, class_="row-name")
    add(root, "text", "positive", x=LEFT - 5, y=row.top + 11, text_anchor="end", class_="tick")
    bottom = row.top + row.height - 4
    add(root, "text", "negative", x=LEFT - 5, y=bottom, text_anchor="end", class_="tick")
    add(root, "line", x1=LEFT, y1=row.middle, x2=width - 6, y2=row.middle, class_="zero")


def _cell(
    root: ET.Element, name: str, row: _Row, x: float, mood: Mood | None, missing: str
) -> None:
    if mood is None:
        _missing(root, name, row, x, missing)
        return
    top, y = top_mood(mood), row.y(mood)
    named = row is not FUSED or sure(mood)
    height = max(abs(y - row.middle), 2.0)
    bar = {"x": x + 14, "width": COLUMN - 28, "y": min(y, row.middle), "height": height}
    fill = f"url(#{name}-{top})" if named else "none"
    add(root, "rect", **bar, fill=fill, stroke=COLOURS[top] if named else UNSURE)
    beyond = y - row.apart if y <= row.middle else y + row.apart + 8
    said = SHORT[top] if named else "unsure"
    add(root, "text", said, x=x + COLUMN / 2, y=beyond, **_CENTRED)


def sure(mood: Mood) -> bool:
    """Whether one mood is at least as probable as all others together; else none is named."""
    return max(mood) >= 0.5


def _missing(root: ET.Element, name: str, row: _Row, x: float, why: str) -> None:
    box = {"x": x + 1, "y": row.top, "width": COLUMN - 2, "height": row.height}
    add(root, "rect", **box, fill=f"url(#{name}-missing)")
    words = why.split()
    first = row.middle + 4 - (len(words) - 1) * 5.5
    for line, word in enumerate(words):
        add(root, "text", word, x=x + COLUMN / 2, y=first + line * 11, **_CENTRED)


def _weights_ground(root: ET.Element, width: float) -> None:
    box = {"y": WEIGHTS.top, "width": width - LEFT - 6, "height": WEIGHTS.height}
    add(root, "rect", x=LEFT, **box, class_="ground")
    add(root, "text", WEIGHTS.name, x=4.0, y=WEIGHTS.middle + 4, class_="row-name")
    for said, y in (("face", WEIGHTS.top + 11), ("words", WEIGHTS.top + WEIGHTS.height - 4)):
        add(root, "text", said, x=LEFT - 5, y=y, text_anchor="end", class_="tick")


def _weights(root: ET.Element, name: str, x: float, turn: TurnLine) -> None:
    """One bar: from below how much the words counted, from above how much the face did."""
    both = turn.weights.face + turn.weights.text
    if both == 0:
        _missing(root, name, WEIGHTS, x, "none")
        return
    full = WEIGHTS.height - 16
    words = full * turn.weights.text / both
    bar = {"x": x + 14, "width": COLUMN - 28}
    top = WEIGHTS.top + 2
    add(root, "rect", **bar, y=top, height=full - words, fill=FACE_FILL)
    add(root, "rect", **bar, y=top + full - words, height=words, fill=WORDS_FILL)
    said = percent(turn.weights.text)
    add(root, "text", said, x=x + COLUMN / 2, y=WEIGHTS.top + WEIGHTS.height - 3, **_CENTRED)


def _trend(root: ET.Element, turns: Sequence[TurnLine]) -> None:
    """A line through the fused values, broken where there is none: nothing is interpolated."""
    points = [
        None if turn.fused is None else (LEFT + (column + 0.5) * COLUMN, FUSED.y(turn.fused))
        for column, turn in enumerate(turns)
    ]
    for known, run in groupby(points, key=lambda point: point is not None):
        if known:
            _run(root, [point for point in run if point is not None])


def _run(root: ET.Element, points: Sequence[tuple[float, float]]) -> None:
    joined = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    add(root, "polyline", points=joined, fill="none", class_="trend")
    for x, y in points:
        add(root, "circle", cx=x, cy=y, r=3.5, class_="trend-point")


def _groups(root: ET.Element, turns: Sequence[TurnLine]) -> None:
    """The questionnaire's name once under each run of its questions."""
    start = 0
    for end in range(1, len(turns) + 1):
        if end < len(turns) and turns[end].group == turns[start].group:
            continue
        if group := turns[start].group:
            left, right = LEFT + start * COLUMN + 6, LEFT + end * COLUMN - 6
            add(root, "line", x1=left, y1=BOTTOM + 20, x2=right, y2=BOTTOM + 20, class_="brace")
            add(root, "text", group, x=(left + right) / 2, y=BOTTOM + 31, **_CENTRED)
        start = end


def _description(turns: Sequence[TurnLine]) -> str:
    return " ".join(_turn_text(turn) for turn in turns)


def _turn_text(turn: TurnLine) -> str:
    face = _said(turn.face, turn.face_missing or "no face")
    words = _said(turn.text, turn.text_missing or "no words")
    name = f"{turn.group} {turn.label}".strip()
    both = "" if turn.fused is None else f", words count {percent(turn.weights.text)}"
    unsure = turn.fused is not None and not sure(turn.fused)
    fused = "unsure" if unsure else _said(turn.fused, "no estimate")
    return f"{name}: face {face}, words {words}, fused {fused}{both}."


def _said(mood: Mood | None, missing: str) -> str:
    return missing if mood is None else f"{top_mood(mood)} ({valence(mood):+.2f})"
