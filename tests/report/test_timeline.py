"""The timeline is an SVG that a policy without inline styles and a screen reader accept."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.loader import load_all
from report.timeline import COLUMNS, FACE_FILL, WORDS_FILL, timelines
from report.turns import turn_lines
from report.view import TurnLine
from tests.report.records import full, moods

SVG = "{http://www.w3.org/2000/svg}"
TURNS = turn_lines(full(), load_all())


def heights(picture: str) -> list[float]:
    """Where the points of the trend lie: the smaller, the more positive."""
    points = ET.fromstring(picture).iter(f"{SVG}circle")
    return [float(point.attrib["cy"]) for point in points]


def test_negative_lies_low_and_positive_high() -> None:
    (picture,) = timelines(TURNS)
    first, *_, last = heights(picture)
    assert first > last + 30


def test_a_missing_modality_is_hatched_and_named_not_drawn_as_zero() -> None:
    (picture,) = timelines(TURNS[1:2])
    root = ET.fromstring(picture)
    fills = [rect.attrib.get("fill") for rect in root.iter(f"{SVG}rect")]
    assert fills.count("url(#timeline1-missing)") == 1
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert "button" in words and "only" in words


def test_the_description_tells_every_turn() -> None:
    (picture,) = timelines(TURNS)
    description = ET.fromstring(picture).findtext(f"{SVG}desc")
    assert description is not None
    assert (
        "PHQ-9 1: face negative (-0.75), words button only, fused negative (-0.75), words count "
        "0\N{NO-BREAK SPACE}%." in description
    )
    assert description.count("fused") == len(TURNS)


def test_there_is_no_inline_style() -> None:
    assert all(" style=" not in picture for picture in timelines(TURNS))


def test_many_turns_make_further_pictures_with_ids_of_their_own() -> None:
    pictures = timelines(TURNS * 3)
    assert len(pictures) == -(-len(TURNS) * 3 // COLUMNS)
    ids = [e.attrib["id"] for p in pictures for e in ET.fromstring(p).iter() if "id" in e.attrib]
    assert len(ids) == len(set(ids))


def test_the_trend_is_broken_where_nothing_is_known() -> None:
    (picture,) = timelines(TURNS)
    lines = [line.attrib["points"] for line in ET.fromstring(picture).iter(f"{SVG}polyline")]
    assert [len(points.split()) for points in lines] == [9, 2]


def test_no_turns_make_no_picture() -> None:
    assert timelines(()) == ()


optional_moods = st.none() | moods()


@given(optional_moods, optional_moods, optional_moods, st.text(max_size=20))
def test_any_turn_stays_within_its_picture(
    face: object, text: object, fused: object, label: str
) -> None:
    line: TurnLine = replace(TURNS[0], face=face, text=text, fused=fused, label=label)  # type: ignore[arg-type]
    (picture,) = timelines((line,))
    assert "<script" not in picture
    if "".join(filter(str.isprintable, label)) == label:
        root = ET.fromstring(picture)
        bottom = float(root.attrib["height"])
        for rect in root.iter(f"{SVG}rect"):
            y, height = float(rect.attrib.get("y", 0)), float(rect.attrib["height"])
            assert 0 <= y and y + height <= bottom


def test_the_weights_of_a_turn_share_one_bar() -> None:
    (picture,) = timelines(TURNS)
    rects = list(ET.fromstring(picture).iter(f"{SVG}rect"))
    heights = {
        fill: [float(one.attrib["height"]) for one in rects if one.attrib.get("fill") == fill]
        for fill in (WORDS_FILL, FACE_FILL)
    }
    known = [turn.weights for turn in TURNS if turn.weights.face + turn.weights.text > 0]
    assert len(heights[WORDS_FILL]) == len(known)
    for weights, words, face in zip(known, heights[WORDS_FILL], heights[FACE_FILL], strict=True):
        share = weights.text / (weights.face + weights.text)
        assert words / (words + face) == pytest.approx(share, abs=0.01)
