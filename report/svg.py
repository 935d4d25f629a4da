"""SVG as text, built from elements so that whatever stands in it is escaped.

Looks are presentation attributes and CSS classes: the pages' content security policy allows no
inline styles. Colours are Okabe and Ito's, and every mood has a fill pattern of its own, so that
neither colour vision nor a colour printer is needed.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from contract.messages import MOODS, Mood, MoodName

COLOURS: dict[MoodName, str] = {
    "negative": "#d55e00",
    "neutral": "#999999",
    "positive": "#0072b2",
    "other": "#cc79a7",
}
_LINES: dict[MoodName, tuple[str, ...]] = {
    "negative": ("M0 6 L6 0",),
    "neutral": (),
    "positive": (),
    "other": ("M0 3 L6 3",),
}


def drawing(name: str, size: tuple[float, float], title: str, description: str) -> ET.Element:
    """An empty picture with its text alternative and the fills of the four moods.

    `name` must be unique on the page: ids inside an SVG are the whole page's.
    """
    width, height = size
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "width": number(width),
            "height": number(height),
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-desc",
            "class": "chart",
        },
    )
    add(root, "title", title, id=f"{name}-title")
    add(root, "desc", description, id=f"{name}-desc")
    defs = add(root, "defs")
    for mood in MOODS:
        _pattern(defs, f"{name}-{mood}", COLOURS[mood], _LINES[mood], "#ffffff")
    _pattern(defs, f"{name}-missing", "#f2f2f2", ("M0 0 L6 6",), "#c4c4c4")
    return root


def add(
    parent: ET.Element, tag: str, text: str | None = None, /, **attributes: object
) -> ET.Element:
    """Append an element; `font_size=9` becomes `font-size="9"`, `class_` becomes `class`."""
    made = ET.SubElement(
        parent,
        tag,
        {
            key.rstrip("_").replace("_", "-"): number(value)
            if isinstance(value, float)
            else str(value)
            for key, value in attributes.items()
        },
    )
    made.text = text
    return made


def text_of(root: ET.Element) -> str:
    """The picture as text to put into a page."""
    return ET.tostring(root, encoding="unicode")


def number(value: float) -> str:
    """A coordinate: two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def top_mood(mood: Mood) -> MoodName:
    """The most probable mood."""
    return MOODS[mood.index(max(mood))]


def valence(mood: Mood) -> float:
    """Probability of positive minus that of negative, in [-1, 1]."""
    return mood[2] - mood[0]


def _pattern(
    defs: ET.Element, name: str, ground: str, lines: tuple[str, ...], stroke: str
) -> ET.Element:
    tile = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    pattern = add(defs, "pattern", id=name, **tile)
    add(pattern, "rect", width=6, height=6, fill=ground)
    for line in lines:
        add(pattern, "path", d=line, stroke=stroke, stroke_width=1.4)
    return pattern
