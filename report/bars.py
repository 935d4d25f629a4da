"""Small bars beside the estimate: the four probabilities, both weights, the expressivity."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from contract.messages import MOODS, Expressivity, Mood, Weights
from report.svg import add, drawing, text_of
from report.wording import percent

WIDTH, ROW, BAR, LEFT, RIGHT = 340.0, 22.0, 14.0, 70.0, 48.0
FULL = WIDTH - LEFT - RIGHT


def probabilities(mood: Mood) -> str:
    """Four labelled bars, one a mood."""
    said = ", ".join(f"{n} {percent(p)}" for n, p in zip(MOODS, mood, strict=True))
    root = drawing("mood", (WIDTH, ROW * 4), "Probability of each mood", said)
    for row, (name, share) in enumerate(zip(MOODS, mood, strict=True)):
        y = row * ROW + (ROW - BAR) / 2
        add(root, "text", name, x=LEFT - 8, y=y + 11, text_anchor="end", class_="small")
        add(root, "rect", x=LEFT, y=y, width=FULL, height=BAR, class_="track")
        add(root, "rect", x=LEFT, y=y, width=FULL * share, height=BAR, fill=f"url(#mood-{name})")
        _percent(root, y + 11, share)
    return text_of(root)


def weights(both: Weights) -> str:
    """One bar in two parts: how much the words and how much the face counted."""
    said = f"words {percent(both.text)}, face {percent(both.face)}"
    root = drawing("weights", (WIDTH, 40), "Weight of words and face", said)
    total = both.text + both.face
    add(root, "rect", x=1.0, y=20.0, width=WIDTH - 2, height=BAR, class_="track")
    if total > 0:
        split = 1 + (WIDTH - 2) * both.text / total
        add(root, "rect", x=1.0, y=20.0, width=split - 1, height=BAR, fill="#333333")
        add(root, "rect", x=split, y=20.0, width=WIDTH - 1 - split, height=BAR, fill="#e69f00")
    add(root, "text", f"words {percent(both.text)}", x=1.0, y=13.0, class_="small")
    add(
        root,
        "text",
        f"face {percent(both.face)}",
        x=WIDTH - 1,
        y=13.0,
        text_anchor="end",
        class_="small",
    )
    return text_of(root)


def expressivity(measured: Expressivity, usual: tuple[float, float] | None) -> str:
    """Where the session's E lies between 0 and 1, against the range of the reference."""
    said = expressivity_text(measured, usual)
    root = drawing("expressivity", (WIDTH, 48), "Measured facial expressivity", said)
    add(root, "text", said, x=1.0, y=12.0, class_="small")
    add(root, "rect", x=1.0, y=20.0, width=WIDTH - 2, height=8, class_="track")
    if usual is not None:
        low, high = map(_along, usual)
        add(root, "rect", x=low, y=20.0, width=high - low, height=8, class_="reference")
        middle = {"x": (low + high) / 2, "y": 43.0, "text_anchor": "middle", "class_": "tick"}
        add(root, "text", "usual in the reference", **middle)
    add(root, "text", "little", x=1.0, y=43.0, class_="tick")
    add(root, "text", "much", x=WIDTH - 1, y=43.0, text_anchor="end", class_="tick")
    if measured.value is not None:
        add(root, "circle", cx=_along(measured.value), cy=24.0, r=6, class_="trend-point")
    return text_of(root)


def expressivity_text(measured: Expressivity, usual: tuple[float, float] | None) -> str:
    """E in words: its value, the reference range and the seconds behind it, or too few of them."""
    seconds = f"{measured.seconds:.0f} s of usable frames"
    if measured.value is None:
        return f"not measured: {seconds}"
    value = (
        f"{measured.value:.2f}, insufficient" if measured.insufficient else f"{measured.value:.2f}"
    )
    if usual is not None:
        value += f" (usual {usual[0]:.1f} to {usual[1]:.1f})"
    return f"{value}, from {seconds}"


def _along(value: float) -> float:
    """x of a value on the scale from 0 to 1."""
    return 1 + (WIDTH - 2) * min(max(value, 0.0), 1.0)


def _percent(root: ET.Element, y: float, share: float) -> None:
    add(root, "text", percent(share), x=WIDTH - 2, y=y, text_anchor="end", class_="small")
