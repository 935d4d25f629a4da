"""The time axis that all charts of a patient share, and the marks that stand on it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from contract.messages import Mark
from report.svg import add

WIDTH, LEFT, RIGHT, FOOT = 760.0, 118.0, 134.0, 20.0
_STEPS = (1, 2, 7, 14, 28, 91, 182, 364)
"""Days between two ticks; 7 and more begin on Mondays."""
_MOST = 8


@dataclass(frozen=True)
class Axis:
    """Time from left to right."""

    start: float
    end: float

    @property
    def width(self) -> float:
        """Of the field that is drawn in."""
        return WIDTH - LEFT - RIGHT

    def x(self, at: float) -> float:
        """Where a time lies; outside the period at its edge."""
        share = (at - self.start) / (self.end - self.start)
        return LEFT + self.width * min(max(share, 0.0), 1.0)

    def late(self, x: float) -> bool:
        """Whether what stands to the right of a place would leave the field."""
        return x > LEFT + self.width - 16

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Places with their dates, few enough to be read."""
        first, last = (datetime.fromtimestamp(at).date() for at in (self.start, self.end - 1))
        days = (last - first).days + 1
        step = next((one for one in _STEPS if days / one <= _MOST), _STEPS[-1] * (days // 2000 + 1))
        day = first + timedelta(days=-first.weekday() % 7 if step >= 7 else 0)
        while day <= last:
            yield self.x(_midnight(day)), f"{day:%-d %b}" if step < 182 else f"{day:%b %Y}"
            day += timedelta(days=step)


def draw_foot(root: ET.Element, axis: Axis, top: float, bottom: float) -> None:
    """The dates below a chart, with a thin line up from each."""
    for x, name in axis.ticks():
        add(root, "line", x1=x, x2=x, y1=top, y2=bottom, stroke="#ddd", stroke_width=1)
        add(root, "text", name, x=x, y=bottom + 14, text_anchor="middle", class_="tick")


def draw_marks(
    root: ET.Element, axis: Axis, marks: Sequence[Mark], top: float, bottom: float
) -> None:
    """A dashed line with its number for each mark; the list of them has the words."""
    for number, mark in enumerate(marks, start=1):
        x = axis.x(_midnight(date.fromisoformat(mark.day)))
        line = {"x1": x, "x2": x, "y1": top, "y2": bottom}
        add(root, "line", **line, stroke="#1a1a1a", stroke_width=1.2, stroke_dasharray="4 3")
        beside = {"x": x - 3, "text_anchor": "end"} if axis.late(x) else {"x": x + 3}
        add(root, "text", str(number), **beside, y=top + 10, class_="row-name")


def _midnight(day: date) -> float:
    return datetime(day.year, day.month, day.day).timestamp()


def said(day: float) -> str:
    """A day in a text alternative."""
    return f"{datetime.fromtimestamp(day):%-d %b %Y}"
