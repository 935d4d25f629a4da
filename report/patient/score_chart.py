"""A questionnaire's totals over time, on its bands."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from contract.messages import Mark
from report.patient.axis import FOOT, LEFT, WIDTH, Axis, draw_foot, draw_marks, said
from report.patient.view import ScoreCourse, ScorePoint
from report.svg import add, drawing, text_of

TOP, FIELD = 8.0, 150.0
GREYS = ("#ffffff", "#efefef")
_NEAR = 16.0
"""Points closer than this share a number: the later one's."""


def score_chart(one: ScoreCourse, axis: Axis, marks: Sequence[Mark]) -> str:
    """Circles joined by a line; squares, joined to nothing, where somebody else answered."""
    size = (WIDTH, TOP + FIELD + FOOT)
    root = drawing(f"score-{one.questionnaire}", size, f"{one.name} totals", _told(one))
    _bands(root, one, axis)
    draw_foot(root, axis, TOP, TOP + FIELD)
    draw_marks(root, axis, marks, TOP, TOP + FIELD)
    own = [point for point in one.points if not point.proxy]
    if len(own) > 1:
        line = " ".join(f"{axis.x(p.at):.1f},{_y(p.total, one):.1f}" for p in own)
        add(root, "polyline", points=line, fill="none", stroke="#1a1a1a", stroke_width=1.6)
    for place, point in enumerate(one.points):
        _point(root, point, one, axis, one.points[place + 1 :])
    return text_of(root)


def _bands(root: ET.Element, one: ScoreCourse, axis: Axis) -> None:
    add(root, "rect", x=LEFT, y=TOP, width=axis.width, height=FIELD, class_="ground")
    for place, band in enumerate(one.bands):
        high = _y(band.high + 0.5, one) if band.high < one.maximum else TOP
        low = _y(max(band.low - 0.5, 0), one)
        field = {"x": LEFT, "y": high, "width": axis.width, "height": low - high}
        add(root, "rect", **field, fill=GREYS[place % 2], stroke="#ccc", stroke_width=0.5)
        middle = (high + low) / 2 + 4
        add(root, "text", band.label, x=LEFT + axis.width + 8, y=middle, class_="small")
    for value in sorted({0, one.maximum, *(band.low for band in one.bands)}):
        add(root, "text", str(value), x=LEFT - 6, y=_y(value, one) + 4, text_anchor="end")
    add(root, "text", one.name, x=0.0, y=TOP + 12, class_="row-name")


def _point(
    root: ET.Element, point: ScorePoint, one: ScoreCourse, axis: Axis, later: Sequence[ScorePoint]
) -> None:
    x, y = axis.x(point.at), _y(point.total, one)
    if point.proxy:
        square = {"x": x - 4.5, "y": y - 4.5, "width": 9.0, "height": 9.0}
        add(root, "rect", **square, fill="#fff", stroke="#1a1a1a", stroke_width=1.6)
    else:
        add(root, "circle", cx=x, cy=y, r=4.5, fill="#1a1a1a")
    if not later or axis.x(later[0].at) - x >= _NEAR:
        above = y - 8 if y > TOP + 16 else y + 17
        anchor = "end" if axis.late(x) else "middle"
        at = {"x": x + 4 if axis.late(x) else x, "y": above, "text_anchor": anchor}
        add(root, "text", str(point.total), **at, class_="row-name")


def _y(value: float, one: ScoreCourse) -> float:
    return TOP + FIELD * (1 - value / one.maximum)


def _told(one: ScoreCourse) -> str:
    """Every total in words."""
    return "; ".join(
        f"{said(point.at)}: {point.total} of {one.maximum}"
        + (f", {point.band}" if point.band else "")
        + (", answered by somebody else" if point.proxy else "")
        for point in one.points
    )
