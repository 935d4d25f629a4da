"""The parts of the face stay apart, and what the camera could not show is said."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from contract.messages import Expressivity
from report.movement import FULL, movement_bars, movement_sentence

SVG = "{http://www.w3.org/2000/svg}"
PARTS = {"left": 0.1, "right": 0.3, "upper": 0.2, "lower": 0.8}


def _measured(
    blink_rate: float | None = None,
    tremor: float | None = None,
    parts: dict[str, float] | None = None,
) -> Expressivity:
    return Expressivity(0.4, 0.2, 0.1, 34.0, False, parts or {}, blink_rate, tremor)


def test_each_part_has_a_bar_as_long_as_its_movement() -> None:
    drawn = movement_bars(_measured(parts=PARTS))
    assert drawn is not None
    bars = [
        rect for rect in ET.fromstring(drawn).iter(f"{SVG}rect") if rect.get("fill") == "#333333"
    ]
    lengths = [float(bar.attrib["width"]) for bar in bars]
    assert lengths == pytest.approx([FULL / 8, FULL * 3 / 8, FULL / 4, FULL], abs=0.01)


def test_without_parts_there_is_no_picture() -> None:
    assert movement_bars(_measured()) is None


def test_below_fifteen_frames_it_says_what_cannot_be_told() -> None:
    said = movement_sentence(_measured())
    assert said is not None
    assert "Blinks were not counted" in said
    assert "cannot be told apart" in said


def test_blinks_and_tremor_are_told_with_their_numbers() -> None:
    assert movement_sentence(_measured(17.6, 0.0)) == (
        "About 18 blinks a minute. No lasting trembling of 3 to 7 Hz."
    )
    said = movement_sentence(_measured(17.6, 0.04))
    assert said is not None and "0.04\N{NO-BREAK SPACE}IOD" in said


def test_nothing_is_said_of_a_face_that_was_not_measured() -> None:
    assert movement_sentence(Expressivity(None, None, None, 4.0, True)) is None
