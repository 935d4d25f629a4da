"""The estimate is a word with its reasons, or says plainly why there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.messages import Coverage, Record, SessionMood, Weights
from questionnaires.loader import load_all
from report.estimate import coverage_sentence, estimate
from report.reference import load_reference
from report.wording import STILL_OPEN
from tests.report.records import full

REFERENCE = load_reference()


def with_mood(**changed: object) -> Record:
    record = full()
    assert record.mood is not None
    mood: SessionMood = replace(record.mood, **changed)  # type: ignore[arg-type]
    return replace(record, mood=mood)


def test_a_named_mood_is_a_word() -> None:
    shown = estimate(full(), load_all(), REFERENCE)
    assert (shown.explanation, shown.estimable) == ("Positive.", True)
    assert shown.models == ("face-mini-xception 1", "text-minilm 1")


def test_an_open_session_has_no_estimate_yet() -> None:
    record = full()
    reopened = replace(record, session=replace(record.session, closed=None, reason=None))
    shown = estimate(reopened, load_all(), REFERENCE)
    assert (shown.explanation, shown.mood, shown.turns) == (STILL_OPEN, None, ())


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"mood": "other", "reason": "uncertain", "abstained": True},
            "No mood is named: none was probable enough.",
        ),
        (
            {"mood": "other", "reason": "modalities disagree"},
            "Other: words and face point in opposite directions.",
        ),
        (
            {"mood": "other", "reason": "not estimable", "weights": Weights(0.0, 0.0)},
            "No estimate, because there was neither a usable face nor analysed text.",
        ),
        (
            {"mood": "other", "reason": "mixed"},
            "Other: neither negative nor neutral nor positive stood out.",
        ),
        ({"mood": "other", "reason": "a new reason"}, "Other: a new reason."),
    ],
)
def test_what_is_not_named_says_why(changed: dict[str, object], sentence: str) -> None:
    assert estimate(with_mood(**changed), load_all(), REFERENCE).explanation == sentence


def test_nothing_known_is_not_estimable() -> None:
    record = with_mood(mood="other", reason="not estimable", weights=Weights(0.0, 0.0))
    assert not estimate(record, load_all(), REFERENCE).estimable


def test_the_usual_range_is_that_of_the_constants_used() -> None:
    assert estimate(full(), load_all(), REFERENCE).expressivity_usual is None
    shown = estimate(with_mood(constants=REFERENCE.constants), load_all(), REFERENCE)
    assert shown.expressivity_usual == REFERENCE.usual
    assert 0 < REFERENCE.usual[0] < 0.5 < REFERENCE.usual[1] < 1


def test_coverage_counts_frames_faces_and_questions() -> None:
    said = coverage_sentence(Coverage(200, 190, 3, 40, 11, 9, 2))
    camera, questions = said.split(". ")
    assert camera == "Camera: 200 frames, face in 95\N{NO-BREAK SPACE}%"
    assert questions == "Face in 9 of 11 questions, words in 2."


def test_no_frames_are_not_a_division_by_zero() -> None:
    assert coverage_sentence(Coverage(0, 0, 0, 0, 11, 0, 2)).startswith("Camera: no frames.")
