"""A drawn face whose regions are shaded by their share of the face's score.

The face is nobody's: its corners are the numbers below. It looks at the reader, so the person's
right is on the left. Shades differ in lightness and every region has its number, so that neither
colour vision nor a colour printer is needed.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence

from report.svg import add, drawing, number, text_of
from report.wording import percent

WIDTH, HEIGHT, MIDDLE, TOP = 340.0, 282.0, 170.0, 6.0
Corners = tuple[tuple[int, int], ...]
"""(x, y) of one half of the face: x from its midline outwards, y down from the hair line."""

SIDES: dict[str, Corners] = {
    "brow": (
        *((0, 4), (30, 8), (56, 26), (70, 56), (74, 78)),
        *((58, 68), (36, 64), (14, 74), (0, 74)),
    ),
    "eye": (
        *((74, 78), (58, 68), (36, 64), (14, 74)),
        *((12, 92), (26, 102), (48, 104), (66, 98)),
    ),
    "cheek": (
        *((74, 78), (66, 98), (48, 104), (26, 102), (12, 92), (14, 108), (25, 132), (18, 144)),
        *((0, 146), (0, 156), (14, 153), (40, 170), (62, 168), (72, 134), (77, 100)),
    ),
}
"""Regions that are there twice."""
MIDDLES: dict[str, Corners] = {
    "nose": ((0, 74), (14, 74), (12, 92), (14, 108), (25, 132), (18, 144), (0, 146)),
    "mouth": ((0, 156), (14, 153), (40, 170), (28, 184), (14, 191), (0, 193)),
    "chin": (
        *((0, 193), (14, 191), (28, 184), (40, 170), (62, 168)),
        *((44, 198), (22, 215), (0, 219)),
    ),
}
"""Right halves of regions on the midline."""
HUBS = {
    **{"brow": (34, 40), "eye": (40, 84), "cheek": (50, 130)},
    **{"nose": (0, 118), "mouth": (0, 173), "chin": (0, 207)},
}
"""Where the mesh's threads meet in each region."""
FEATURES = (
    ((66, 62), (52, 54), (34, 52), (16, 60)),
    ((62, 86), (50, 78), (36, 77), (22, 88), (36, 94), (50, 93), (62, 86)),
    ((30, 169), (14, 171), (0, 174)),
)
"""Right eyebrow, rim of the right eye, and half of the line between the lips."""
LABELS = {"brow": 42, "eye": 88, "cheek": 134}
"""Height of the words beside the face."""
INSIDE = {"nose": 126, "mouth": 177, "chin": 211}
"""Height of the words in it."""

SHADES = (
    (0.0, "#ffffff"),
    (0.05, "#d6e0ea"),
    (0.15, "#9db7d1"),
    (0.3, "#4d7ba8"),
    (0.5, "#173f66"),
)
"""From this share on, this fill."""
LIGHT_WORDS_FROM = 0.3


def face_mesh(regions: Mapping[str, float], sentence: str) -> str:
    """The drawing, with the sentence and every share as its text alternative."""
    shares = [f"{_name(region)} {percent(share)}" for region, share in regions.items()]
    said = f"{sentence} {', '.join(shares)}."
    root = drawing("face-mesh", (WIDTH, HEIGHT), "Where the face's score came from", said)
    outside = regions.get("outside", 0.0)
    frame = {"x": 84.0, "y": 1.0, "width": 172.0, "height": 230.0, "rx": 10}
    add(root, "rect", fill=_shade(outside), class_="surround", **frame)
    for region, corners in MIDDLES.items():
        for side in (-1, 1):
            _region(root, corners, HUBS[region], side, regions.get(region, 0.0))
    for region, corners in SIDES.items():
        for side, name in ((-1, "right"), (1, "left")):
            share = regions.get(f"{region}_{name}", 0.0)
            _region(root, corners, HUBS[region], side, share)
            _beside(root, region, side, share)
    for feature in FEATURES:
        for side in (-1, 1):
            points = _points([_placed(corner, side) for corner in feature])
            add(root, "polyline", points=points, class_="feature")
    for region, y in INSIDE.items():
        _word(root, percent(regions.get(region, 0.0)), MIDDLE, y, regions.get(region, 0.0))
    _sides(root)
    _outside(root, outside)
    _legend(root)
    return text_of(root)


def _region(
    root: ET.Element, corners: Corners, hub: tuple[int, int], side: int, share: float
) -> None:
    """Its fill and the threads of the mesh, on one side of the midline."""
    placed = [_placed(corner, side) for corner in corners]
    add(root, "polygon", points=_points(placed), fill=_shade(share), class_="region")
    x, y = _placed(hub, side)
    for corner in placed:
        add(root, "line", x1=x, y1=y, x2=corner[0], y2=corner[1], class_="thread")


def _beside(root: ET.Element, region: str, side: int, share: float) -> None:
    anchor = "end" if side < 0 else "start"
    words = f"{region} {percent(share)}"
    at = {"x": MIDDLE + side * 92, "y": TOP + LABELS[region], "text_anchor": anchor}
    add(root, "text", words, class_="small", **at)


def _word(root: ET.Element, words: str, x: float, y: float, share: float) -> None:
    """A number on the face, on a ground of the region's own shade so that no thread crosses it."""
    add(root, "rect", x=x - 15, y=TOP + y - 10, width=30.0, height=13.0, fill=_shade(share))
    fill = "light" if share >= LIGHT_WORDS_FROM else "small"
    add(root, "text", words, x=x, y=TOP + y, text_anchor="middle", class_=fill)


def _sides(root: ET.Element) -> None:
    for side, name, anchor in ((-1, "right", "end"), (1, "left", "start")):
        at = {"x": MIDDLE + side * 92, "y": 18.0, "text_anchor": anchor}
        add(root, "text", f"patient's {name}", class_="tick", **at)


def _outside(root: ET.Element, share: float) -> None:
    words = f"outside the face {percent(share)}"
    add(root, "text", words, x=MIDDLE, y=245.0, text_anchor="middle", class_="small")


def _legend(root: ET.Element) -> None:
    width = 40.0
    start = (WIDTH - width * len(SHADES)) / 2
    for place, (least, fill) in enumerate(SHADES):
        x = start + place * width
        add(root, "rect", x=x, y=254.0, width=width, height=9.0, fill=fill, class_="region")
        add(root, "text", percent(least), x=x, y=275.0, text_anchor="middle", class_="tick")


def _shade(share: float) -> str:
    return [fill for least, fill in SHADES if share >= least][-1]


def _placed(corner: tuple[int, int], side: int) -> tuple[float, float]:
    return MIDDLE + side * corner[0], TOP + corner[1]


def _points(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def _name(region: str) -> str:
    """ "brow_right" as "right brow"."""
    return " ".join(reversed(region.split("_")))
