"""A session's expressivity beside the same person's earlier ones: a sentence and a small chart."""

from __future__ import annotations

from collections.abc import Sequence

from contract.messages import Baseline, Standing
from report.svg import add, drawing, text_of

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 340.0, 112.0, 44.0, 8.0, 22.0
FULL = HEIGHT - TOP - BOTTOM
STEP = 24.0
"""Between two sessions; many lie closer, so that all of them fit."""
_SAID: dict[Standing, str] = {
    "below": "less than",
    "within": "as much as",
    "above": "more than",
}


def baseline_sentence(own: Baseline) -> str:
    """How this session lies in the person's own, or how many more of them it takes."""
    if own.middle is None or own.expected is None:
        return _few(len(own.earlier), own.needed)
    low, high = own.expected
    before = f"{len(own.earlier)} earlier sessions"
    theirs = f"{low:.2f} to {high:.2f} expected, middle {own.middle:.2f}"
    if own.value is None or own.standing is None:
        return (
            f"Expressivity was not measured in this session, so that it cannot be compared with "
            f"this person's own {before} ({theirs})."
        )
    return (
        f"The face moved {_SAID[own.standing]} this person's own {before} let expect (expressivity "
        f"{own.value:.2f}; {theirs})."
    )


def baseline_chart(own: Baseline) -> str | None:
    """A point for each session in the order of their times, the last one this; None without any."""
    values = [one.value for one in own.earlier]
    if not values or own.value is None:
        return None
    description = f"{_listed(values)} before; {own.value:.2f} in this session"
    root = drawing("baseline", (WIDTH, HEIGHT), "Expressivity over this person's own", description)
    width = WIDTH - LEFT - 2
    add(root, "rect", x=LEFT, y=TOP, width=width, height=FULL, class_="ground")
    if own.expected is not None:
        low, high = map(_height, own.expected)
        add(root, "rect", x=LEFT, y=high, width=width, height=low - high, class_="reference")
    for name, value in (("much", 1.0), ("little", 0.0)):
        tick = {"x": LEFT - 6, "y": _height(value) + 4, "text_anchor": "end", "class_": "tick"}
        add(root, "text", name, **tick)
    step = min(STEP, (width - 20) / len(values))
    here = WIDTH - 12
    for place, value in enumerate(reversed(values), start=1):
        add(root, "circle", cx=here - place * step, cy=_height(value), r=3.5, class_="trend-point")
    add(root, "circle", cx=here, cy=_height(own.value), r=5.5, fill="#1a1a1a")
    add(root, "text", "before", x=LEFT, y=HEIGHT - 6, class_="tick")
    last = {"x": WIDTH - 2, "y": HEIGHT - 6, "text_anchor": "end", "class_": "tick"}
    add(root, "text", "this session", **last)
    return text_of(root)


def _few(known: int, needed: int) -> str:
    """How many there are and how many more are needed."""
    there = {0: "is none", 1: "is one"}.get(known, f"are {known}")
    more = "1 more is" if needed == 1 else f"{needed} more are"
    return (
        f"Comparing with this person's own sessions takes {known + needed} earlier ones in which "
        f"the face's movement was measured; there {there}, {more} needed."
    )


def _listed(values: Sequence[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)


def _height(value: float) -> float:
    """y of an expressivity from 0 (down) to 1 (up)."""
    return TOP + FULL * (1 - min(max(value, 0.0), 1.0))
