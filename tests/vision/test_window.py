"""Frames of one second become one window; nothing known is never neutral."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.messages import REGIONS, FaceWindow
from contract.wire import from_json, to_json
from models.card import load_card
from tests.vision.heads import head
from vision.emotion import MODEL
from vision.pose import Pose
from vision.quality import Quality
from vision.score import Face, FrameScore
from vision.window import Seen, face_window

CARD = load_card(MODEL)
NO_FACE, TWO_FACES = FrameScore(faces=0), FrameScore(faces=2)


def _face(label: str = "happiness", light: float = 1.0, brightness: float = 0.5) -> FrameScore:
    probabilities = tuple(0.92 if name == label else 0.01 for name in CARD.labels)
    quality = Quality(light, brightness, sharpness=1.0, size=1.0, pose=0.5)
    return FrameScore(1, Face(head(), probabilities, quality, Pose(1.0, 2.0, 3.0)))


def _window(*scores: FrameScore, gap: float = 0.2, dropped: int = 0) -> FaceWindow:
    seen = [Seen(100 + index * gap, score) for index, score in enumerate(scores)]
    return face_window("s", seen, CARD, dropped=dropped)


def test_mood_is_the_mean_over_usable_frames() -> None:
    window = _window(_face("happiness"), _face("sadness"), NO_FACE)
    assert (window.frames, window.faces) == (3, 2)
    assert window.mood is not None and window.emotions is not None
    assert window.emotions["happiness"] == pytest.approx(0.465)
    assert window.mood[2] == pytest.approx(0.465)
    assert sum(window.mood) == pytest.approx(1)
    assert window.quality == pytest.approx(0.5)
    assert window.pose == (1.0, 2.0, 3.0)
    assert window.quality_parts == pytest.approx(
        {"light": 1.0, "sharpness": 1.0, "size": 1.0, "pose": 0.5, "usable": 2 / 3}
    )


def _resting_on(region: str) -> FrameScore:
    score = _face()
    assert score.face is not None
    shares: dict[str, float] = {name: float(name == region) for name in REGIONS}
    return replace(score, face=replace(score.face, regions=shares))


def test_regions_are_the_mean_over_the_frames_that_were_looked_into() -> None:
    window = _window(_resting_on("mouth"), _face(), _resting_on("nose"))
    assert window.regions is not None and set(window.regions) == set(REGIONS)
    assert (window.regions["mouth"], window.regions["nose"]) == (0.5, 0.5)
    assert from_json(to_json(window), FaceWindow) == window


def test_regions_are_unknown_where_no_usable_face_was_looked_into() -> None:
    assert _window(_face(), _face()).regions is None
    assert _window(_resting_on("mouth"), TWO_FACES).regions is None


def test_no_face_is_unknown_not_zero() -> None:
    window = _window(NO_FACE, NO_FACE)
    assert (window.faces, window.reason) == (0, "no face")
    known = (window.mood, window.emotions, window.expressivity, window.quality, window.light)
    assert known == (None, None, None, None, None)
    assert window.quality_parts is None


def test_several_faces_even_once_make_the_window_unusable() -> None:
    window = _window(_face(), _face(), TWO_FACES, _face())
    assert (window.faces, window.mood, window.reason) == (0, None, "several faces")
    assert window.expressivity is None


def test_unreadable_face_is_not_scored_but_its_light_is_known() -> None:
    window = _window(_face(light=0.0, brightness=0.01), _face(light=0.0, brightness=0.01))
    assert (window.faces, window.mood, window.reason) == (0, None, "dark")
    assert window.light == pytest.approx(0.01)


def test_reason_is_named_when_half_of_the_frames_have_it() -> None:
    assert _window(_face(), _face(), _face(), NO_FACE).reason is None
    assert _window(_face(), NO_FACE).reason == "no face"


def test_window_spans_its_frames_and_at_most_a_second() -> None:
    assert _window(_face()).start == 100
    assert _window(_face()).end == pytest.approx(100.2)
    assert _window(*[_face()] * 3).end == pytest.approx(100.6)
    assert _window(_face(), _face(), gap=0.9).end == pytest.approx(101)


def test_window_travels_as_a_message() -> None:
    window = _window(_face(), _face(), dropped=3)
    assert window.dropped == 3
    assert window.model == f"{MODEL} {CARD.version}"
    assert from_json(to_json(window), FaceWindow) == window


frames = st.sampled_from([NO_FACE, TWO_FACES, _face(), _face("fear"), _face(light=0.0)])


@given(st.lists(frames, min_size=1, max_size=30))
def test_mood_is_a_distribution_or_unknown(scores: list[FrameScore]) -> None:
    window = _window(*scores, gap=1 / 30)
    assert 0 <= window.faces <= window.frames == len(scores)
    assert 0 < window.end - window.start <= 1.0 + 1e-9
    assert (window.mood is None) == (window.faces == 0)
    assert window.mood is None or sum(window.mood) == pytest.approx(1)
