"""The drawn face: nobody's, whole, shaded by share, and told in words too."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.messages import REGIONS
from report.face_mesh import SHADES, face_mesh

SVG = "{http://www.w3.org/2000/svg}"
parts = st.lists(st.floats(0, 1), min_size=len(REGIONS), max_size=len(REGIONS)).filter(any)


def drawn(shares: dict[str, float]) -> ET.Element:
    return ET.fromstring(face_mesh(shares, "It came from there."))


def only(region: str, share: float = 1.0) -> dict[str, float]:
    return {name: share if name == region else 0.0 for name in REGIONS}


def fills(root: ET.Element) -> list[str]:
    """Of every region's polygon."""
    return [shape.attrib["fill"] for shape in root.iter(f"{SVG}polygon")]


def lightness(colour: str) -> int:
    return sum(int(colour[start : start + 2], 16) for start in (1, 3, 5))


@pytest.mark.parametrize("region", REGIONS)
def test_a_region_alone_is_the_only_dark_one(region: str) -> None:
    dark = SHADES[-1][1]
    root = drawn(only(region))
    surround = root.find(f".//{SVG}rect[@class='surround']")
    assert surround is not None
    if region == "outside":
        assert surround.attrib["fill"] == dark and dark not in fills(root)
    else:
        halves = 1 if region.endswith(("right", "left")) else 2
        assert fills(root).count(dark) == halves and surround.attrib["fill"] != dark


@pytest.mark.parametrize("side", ["right", "left"])
def test_the_persons_right_is_on_the_left_as_one_faces_them(side: str) -> None:
    root = drawn(only(f"cheek_{side}"))
    (dark,) = (one for one in root.iter(f"{SVG}polygon") if one.get("fill") == SHADES[-1][1])
    middle = float(root.attrib["viewBox"].split()[2]) / 2
    xs = [float(pair.split(",")[0]) for pair in dark.attrib["points"].split()]
    assert max(xs) <= middle if side == "right" else min(xs) >= middle


def test_each_shade_is_darker_than_the_one_before() -> None:
    steps = [lightness(colour) for _, colour in SHADES]
    assert all(before - after > 60 for before, after in pairwise(steps))
    assert steps == sorted(steps, reverse=True)


def test_words_stand_light_on_dark_regions() -> None:
    classes = {
        one.text: one.get("class")
        for one in drawn({**only("mouth", 0.9), "chin": 0.1}).iter(f"{SVG}text")
    }
    assert classes["90\N{NO-BREAK SPACE}%"] == "light"
    assert classes["10\N{NO-BREAK SPACE}%"] == "small"


@given(parts)
def test_the_text_alternative_has_the_sentence_and_every_share(raw: list[float]) -> None:
    shares: dict[str, float] = {
        name: part / sum(raw) for name, part in zip(REGIONS, raw, strict=True)
    }
    root = drawn(shares)
    said = root.findtext(f"{SVG}desc") or ""
    assert said.startswith("It came from there.")
    assert len(re.findall(r"\d+\N{NO-BREAK SPACE}%", said)) == len(REGIONS)
    assert "right brow" in said and "left cheek" in said
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    for shape in root.iter(f"{SVG}polygon"):
        for pair in shape.attrib["points"].split():
            x, y = map(float, pair.split(","))
            assert 0 <= x <= width and 0 <= y <= height


def test_no_picture_and_no_style_is_in_it() -> None:
    tags = {one.tag.removeprefix(SVG) for one in drawn(only("mouth")).iter()}
    assert not tags & {"image", "style", "script", "foreignObject"}
    assert "style=" not in face_mesh(only("mouth"), "It came from there.")
