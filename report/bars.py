"""Small bars beside the estimate: the four probabilities, both weights, the expressivity."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from contract.messages import MOODS, Expressivity, Mood, Weights
from report.svg import add, drawing, text_of

WIDTH, ROW, BAR, LEFT, RIGHT = 340.0, 22.0, 14.0, 70.0, 48.0
FULL = WIDTH - LEFT - RIGHT


def probabilities(mood: Mood) -> str:
    """Four labelled bars, one a mood."""
    said = ", ".join(f"{n} {p:.0%}" for n, p in zip(MOODS, mood, strict=True))
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
    said = f"words {both.text:.0%}, face {both.face:.0%}"
    root = drawing("weights", (WIDTH, 40), "Weight of words and face", said)
    total = both.text + both.face
    add(root, "rect", x=1.0, y=20.0, width=WIDTH - 2, height=BAR, class_="track")
    if total > 0:
        split = 1 + (WIDTH - 2) * both.text / total
        add(root, "rect", x=1.0, y=20.0, width=split - 1, height=BAR, fill="#333333")
        add(root, "rect", x=split, y=20.0, width=WIDTH - 1 - split, height=BAR, fill="#e69f00")
    add(root, "text", f"words {both.text:.0%}", x=1.0, y=13.0, class_="small")
    add(
        root,
        "text",
        f"face {both.face:.0%}",
        x=WIDTH - 1,
        y=13.0,
        text_anchor="end",
        class_="small",
    )
    return text_of(root)


def expressivity(measured: Expressivity) -> str:
    """Where the session's E lies against the shipped reference, whose middle is 0.5."""
    said = expressivity_text(measured)
    root = drawing("expressivity", (WIDTH, 48), "Measured facial expressivity", said)
    add(root, "rect", x=1.0, y=20.0, width=WIDTH - 2, height=8, class_="reference")
    add(root, "line", x1=WIDTH / 2, y1=17.0, x2=WIDTH / 2, y2=31.0, class_="zero")
    add(root, "text", "little", x=1.0, y=43.0, class_="tick")
    middle = {"x": WIDTH / 2, "y": 43.0, "text_anchor": "middle", "class_": "tick"}
    add(root, "text", "middle of the reference", **middle)
    add(root, "text", "much", x=WIDTH - 1, y=43.0, text_anchor="end", class_="tick")
    if measured.value is not None:
        at = 1 + (WIDTH - 2) * min(max(measured.value, 0.0), 1.0)
        add(root, "circle", cx=at, cy=24.0, r=6, class_="trend-point")
    add(root, "text", said, x=1.0, y=12.0, class_="small")
    return text_of(root)


def expressivity_text(measured: Expressivity) -> str:
    """E in words: its value and the seconds behind it, or that there were too few."""
    seconds = f"{measured.seconds:.0f} s of usable frames"
    if measured.value is None:
        return f"not measured: {seconds}"
    if measured.insufficient:
        return f"{measured.value:.2f}, insufficient: {seconds}"
    return f"{measured.value:.2f}, from {seconds}"


def _percent(root: ET.Element, y: float, share: float) -> None:
    add(root, "text", f"{share:.0%}", x=WIDTH - 2, y=y, text_anchor="end", class_="small")
