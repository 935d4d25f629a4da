"""The estimated moods over time: which, how certain, and how much the face moved."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from contract.messages import Mark, MoodName
from report.patient.axis import FOOT, LEFT, WIDTH, Axis, draw_foot, draw_marks, said
from report.patient.view import Estimated, Estimates
from report.svg import COLOURS, add, drawing, text_of
from report.wording import percent

TOP, MOOD, ROW, GAP = 8.0, 96.0, 46.0, 8.0
RIGHT_OF = 8.0
_SHAPES: dict[MoodName, str] = {
    "positive": "M-5 4 L5 4 L0 -5 Z",
    "negative": "M-5 -4 L5 -4 L0 5 Z",
    "neutral": "M-4.5 -4.5 L4.5 -4.5 L4.5 4.5 L-4.5 4.5 Z",
    "other": "M0 -5.5 L5.5 0 L0 5.5 L-5.5 0 Z",
}
"""A shape for each mood, so that no colour is needed; an empty one where none is named."""


def mood_chart(estimates: Estimates, axis: Axis, marks: Sequence[Mark]) -> str:
    """Three rows on one time axis."""
    tops = (TOP, TOP + MOOD + GAP, TOP + MOOD + ROW + 2 * GAP)
    bottom = tops[2] + ROW
    size = (WIDTH, bottom + FOOT)
    root = drawing("moods", size, "Estimated mood", _told(estimates.points))
    for top, height in zip(tops, (MOOD, ROW, ROW), strict=True):
        add(root, "rect", x=LEFT, y=top, width=axis.width, height=height, class_="ground")
    _usual(root, estimates, axis, tops[2])
    draw_foot(root, axis, TOP, bottom)
    draw_marks(root, axis, marks, TOP, bottom)
    _names(root, axis, tops)
    for point in estimates.points:
        _mood(root, point, axis, tops[0])
        _certainty(root, point, axis, tops[1])
        _expressivity(root, point, axis, tops[2])
    return text_of(root)


def _names(root: ET.Element, axis: Axis, tops: tuple[float, float, float]) -> None:
    for top, lines in zip(
        tops, (("estimated", "mood"), ("certainty",), ("movement",)), strict=True
    ):
        for place, line in enumerate(lines):
            add(root, "text", line, x=0.0, y=top + 12 + 15 * place, class_="row-name")
    edge, right = LEFT - 6, LEFT + axis.width + RIGHT_OF
    zero = tops[0] + MOOD / 2
    add(root, "line", x1=LEFT, x2=LEFT + axis.width, y1=zero, y2=zero, class_="zero")
    for text, y in (("+1", tops[0] + 10), ("0", zero + 4), ("\u22121", tops[0] + MOOD)):
        add(root, "text", text, x=edge, y=y, text_anchor="end", class_="tick")
    for top, high, low in ((tops[1], "100 %", "0"), (tops[2], "much", "little")):
        add(root, "text", high, x=edge, y=top + 9, text_anchor="end", class_="tick")
        add(root, "text", low, x=edge, y=top + ROW, text_anchor="end", class_="tick")
    for place, (name, shape) in enumerate(_SHAPES.items()):
        y = tops[0] + 10 + 18 * place
        at = f"translate({right + 6:.1f} {y:.1f})"
        add(root, "path", d=shape, transform=at, fill=COLOURS[name], stroke="#1a1a1a")
        add(root, "text", name, x=right + 18, y=y + 4, class_="small")
    add(root, "text", "empty: none named", x=right, y=tops[0] + 88, class_="tick")


def _mood(root: ET.Element, point: Estimated, axis: Axis, top: float) -> None:
    if point.mood is None or point.valence is None:
        return
    y = top + MOOD / 2 * (1 - point.valence)
    place = f"translate({axis.x(point.at):.1f} {y:.1f})"
    fill = "#ffffff" if point.abstained else COLOURS[point.mood]
    add(root, "path", d=_SHAPES[point.mood], transform=place, fill=fill, stroke="#1a1a1a")


def _certainty(root: ET.Element, point: Estimated, axis: Axis, top: float) -> None:
    if point.certainty is not None:
        high = ROW * point.certainty
        bar = {"x": axis.x(point.at) - 2.5, "y": top + ROW - high, "width": 5.0, "height": high}
        add(root, "rect", **bar, fill="#444")


def _expressivity(root: ET.Element, point: Estimated, axis: Axis, top: float) -> None:
    if point.expressivity is not None:
        y = top + ROW * (1 - min(max(point.expressivity, 0.0), 1.0))
        add(root, "circle", cx=axis.x(point.at), cy=y, r=3.4, class_="trend-point")


def _usual(root: ET.Element, estimates: Estimates, axis: Axis, top: float) -> None:
    if estimates.usual is None:
        return
    low, high = (top + ROW * (1 - value) for value in estimates.usual)
    add(root, "rect", x=LEFT, y=high, width=axis.width, height=low - high, fill="#d9d9d9")
    right = LEFT + axis.width + RIGHT_OF
    add(root, "text", "grey: usual range", x=right, y=top + ROW / 2 + 4, class_="tick")


def _told(points: Sequence[Estimated]) -> str:
    """Every estimate in words."""
    return "; ".join(f"{said(one.at)}: {_one(one)}" for one in points)


def _one(point: Estimated) -> str:
    if point.mood is None or point.certainty is None:
        return "no estimate"
    named = "none named" if point.abstained else point.mood
    moved = "" if point.expressivity is None else f", expressivity {point.expressivity:.2f}"
    return f"{named}, certainty {percent(point.certainty)}{moved}"
