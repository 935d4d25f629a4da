"""The sentence a tired clinician reads: where the face's score came from, and what to mistrust."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.messages import REGIONS, Record
from report.regions import NOT_LOOKED_INTO, regions_sentence
from tests.report.records import full
from tests.report.test_session import page, shown

MOOD = full().mood
assert MOOD is not None


def said(**shares: float) -> str:
    """The sentence for these shares, without no-break spaces."""
    assert MOOD is not None
    known: dict[str, float] = {name: shares.get(name, 0.0) for name in REGIONS}
    sentence = regions_sentence(replace(MOOD, regions=known))
    assert sentence is not None
    return sentence.replace("\N{NO-BREAK SPACE}", " ")


def with_regions(regions: dict[str, float] | None) -> Record:
    assert MOOD is not None
    return replace(full(), mood=replace(MOOD, regions=regions))


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        (
            {"mouth": 0.48, "brow_right": 0.1, "brow_left": 0.12, "nose": 0.3},
            "mostly from the mouth (48 %) and the nose (30 %).",
        ),
        ({"mouth": 0.9, "chin": 0.1}, "mostly from the mouth (90 %)."),
        (
            {"eye_right": 0.1, "eye_left": 0.11, "nose": 0.2, "mouth": 0.2, "chin": 0.14},
            "mostly from the eyes (21 %), the nose (20 %) and the mouth (20 %).",
        ),
        (
            {"mouth": 0.25, "nose": 0.14, "chin": 0.14, "cheek_left": 0.14, "eye_left": 0.14},
            "from the whole face, most from the mouth (25 %).",
        ),
        (
            {"outside": 0.7, "mouth": 0.3},
            "mostly from hair, neck and background outside the face (70 %): do not rely on it.",
        ),
    ],
    ids=["two", "one", "three", "spread", "outside"],
)
def test_the_main_regions_are_named_left_and_right_together(
    shares: dict[str, float], sentence: str
) -> None:
    assert said(**shares).startswith(f"The face's score came {sentence}")


def test_a_score_from_outside_the_face_is_a_warning() -> None:
    assert "outside" not in said(mouth=0.86, outside=0.14)
    warned = said(mouth=0.76, outside=0.24)
    assert "24 % came from hair, neck and background outside the face" in warned


def test_few_frames_are_called_a_rough_guide() -> None:
    assert MOOD is not None
    few = replace(MOOD, coverage=replace(MOOD.coverage, looked_into=3))
    assert "looked into only 3 times" in (regions_sentence(few) or "")
    assert "rough guide" not in (regions_sentence(MOOD) or "")


def test_the_page_shows_drawing_and_sentence() -> None:
    drawn = page(full())
    assert "The face's score came mostly from the mouth (48\N{NO-BREAK SPACE}%)" in drawn.text
    assert "A drawing, not the patient's face" in drawn.text
    assert "polygon" in drawn.tags


def test_a_score_that_was_not_looked_into_is_said() -> None:
    drawn = page(with_regions(None))
    assert NOT_LOOKED_INTO in drawn.text and "polygon" not in drawn.tags


def test_without_a_face_nothing_is_said() -> None:
    record = with_regions(None)
    assert record.mood is not None
    coverage = replace(record.mood.coverage, turns_face=0)
    faceless = replace(record, mood=replace(record.mood, coverage=coverage))
    assert "face's score" not in page(faceless).text
    estimate = shown(faceless).estimate
    assert estimate is not None and estimate.regions_text is None


def test_hidden_estimates_hide_it_too() -> None:
    hidden = page(full(), hide=True)
    assert "face's score" not in hidden.text and "polygon" not in hidden.tags
