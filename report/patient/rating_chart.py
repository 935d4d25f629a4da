"""The patient's own ratings of mood over time, with ON and OFF below."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from contract.messages import Mark
from report.patient.axis import FOOT, LEFT, WIDTH, Axis, draw_foot, draw_marks, said
from report.patient.view import SelfRating
from report.svg import add, drawing, text_of

TOP, FIELD, ROW, HIGHEST = 8.0, 110.0, 26.0, 10
ON, WEARING_OFF, OFF = 0, 1, 2


def rating_chart(
    ratings: Sequence[SelfRating], medicine: Sequence[SelfRating], axis: Axis, marks: Sequence[Mark]
) -> str:
    """Circles for the ratings; a full, a half and an empty square for ON, wearing off and OFF."""
    told = [one for one in medicine if one.value in (ON, WEARING_OFF, OFF)]
    bottom = TOP + FIELD + (ROW if told else 0.0)
    size = (WIDTH, bottom + FOOT)
    root = drawing("ratings", size, "Self-rated mood, ON and OFF", _told(ratings, told))
    add(root, "rect", x=LEFT, y=TOP, width=axis.width, height=FIELD, class_="ground")
    draw_foot(root, axis, TOP, bottom)
    draw_marks(root, axis, marks, TOP, bottom)
    add(root, "text", "self-rated", x=0.0, y=TOP + 12, class_="row-name")
    add(root, "text", "mood", x=0.0, y=TOP + 27, class_="row-name")
    for value in (0, 5, HIGHEST):
        add(root, "text", str(value), x=LEFT - 6, y=_y(value) + 4, text_anchor="end")
    right = LEFT + axis.width + 8
    add(root, "text", "best", x=right, y=TOP + 10, class_="small")
    add(root, "text", "worst", x=right, y=TOP + FIELD, class_="small")
    if len(ratings) > 1:
        line = " ".join(f"{axis.x(one.at):.1f},{_y(one.value):.1f}" for one in ratings)
        add(root, "polyline", points=line, fill="none", stroke="#888", stroke_width=1.2)
    for one in ratings:
        add(root, "circle", cx=axis.x(one.at), cy=_y(one.value), r=3.6, fill="#1a1a1a")
    if told:
        _medicine(root, told, axis, TOP + FIELD + ROW / 2 + 2)
    return text_of(root)


def _medicine(root: ET.Element, told: Sequence[SelfRating], axis: Axis, middle: float) -> None:
    add(root, "text", "ON / OFF", x=0.0, y=middle + 4, class_="row-name")
    for one in told:
        x, y = axis.x(one.at) - 4, middle - 4
        frame = {"x": x, "y": y, "width": 8.0, "height": 8.0}
        full = "#1a1a1a" if one.value == ON else "#fff"
        add(root, "rect", **frame, fill=full, stroke="#1a1a1a", stroke_width=1.2)
        if one.value == WEARING_OFF:
            add(root, "rect", x=x, y=y + 4, width=8.0, height=4.0, fill="#1a1a1a")
    legend = LEFT + axis.width + 8
    add(root, "text", "\u25a0 ON  \u2b13 less  \u25a1 OFF", x=legend, y=middle + 4, class_="tick")


def _y(value: float) -> float:
    return TOP + FIELD * (1 - value / HIGHEST)


def _told(ratings: Sequence[SelfRating], told: Sequence[SelfRating]) -> str:
    moods = "; ".join(f"{said(one.at)}: {one.value} of {HIGHEST}" for one in ratings)
    states = "; ".join(f"{said(one.at)}: {one.label}" for one in told)
    return " ".join(f"{part}." for part in (moods, states) if part)
