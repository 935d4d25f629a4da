"""Movement is the face's own: the head's place, size and turn and the frame rate are not in it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vision.heads import head, mirrored, moved, shut, smiling, turned
from vision.mesh import Landmarks
from vision.motion import MEASURES, Moment, measures, movement

scales = st.floats(0.4, 3)
angles = st.floats(-60, 60)
shifts = st.floats(-200, 200)


def _smile(frames: int, gap: float, start: float = 0.0) -> list[Moment]:
    """A smile that grows by 10 pixels a second."""
    times = [start + index * gap for index in range(frames)]
    return [Moment(at, smiling(head(), 10 * at)) for at in times]


def _rotated(rng: np.random.Generator, landmarks: Landmarks) -> Landmarks:
    return moved(turned(landmarks, rng.uniform(-40, 40)), rng.uniform(0.5, 2), 15, 30)


@given(scales, angles, shifts)
def test_measures_do_not_depend_on_place_size_and_lean(
    scale: float, angle: float, shift: float
) -> None:
    assert measures(moved(head(), scale, angle, shift)) == pytest.approx(measures(head()), rel=1e-3)


@given(st.floats(-60, 60))
def test_measures_do_not_depend_on_where_the_head_looks(degrees: float) -> None:
    assert measures(turned(head(), degrees)) == pytest.approx(measures(head()), rel=1e-3)


@given(st.floats(0, 12))
def test_mirroring_swaps_left_and_right(amount: float) -> None:
    smile = smiling(head(), amount)
    seen, reflected = measures(smile), measures(mirrored(smile))
    for name in MEASURES:
        side = name.replace("left", "?").replace("right", "left").replace("?", "right")
        assert reflected[side] == pytest.approx(seen[name], rel=1e-4)


@settings(max_examples=30)
@given(scales, angles, shifts, st.floats(-40, 40))
def test_moving_the_head_alone_is_no_movement_of_the_face(
    scale: float, angle: float, shift: float, aside: float
) -> None:
    still = [Moment(0.0, head()), Moment(0.6, moved(turned(head(), aside), scale, angle, shift))]
    found = movement(still)
    assert found is not None
    assert found.activity < 0.01
    assert max(high - low for low, high in found.ranges.values()) < 0.01


@given(st.integers(0, 2**32 - 1))
def test_a_smile_reads_the_same_on_a_moving_head(seed: int) -> None:
    rng, smile = np.random.default_rng(seed), _smile(5, 0.2)
    wild = [Moment(m.at, _rotated(rng, m.landmarks)) for m in smile]
    calm, shaken = movement(smile), movement(wild)
    assert calm is not None and shaken is not None
    assert calm.activity > 0.01
    assert shaken.activity == pytest.approx(calm.activity, rel=0.02)
    assert shaken.ranges["lip_left"] == pytest.approx(calm.ranges["lip_left"], rel=0.01)


def test_a_face_that_moves_more_has_more_amplitude_and_activity() -> None:
    little = movement([Moment(0.0, head()), Moment(0.6, smiling(head(), 1))])
    much = movement([Moment(0.0, head()), Moment(0.6, smiling(head(), 6))])
    assert little is not None and much is not None
    assert np.ptp(much.ranges["lip_right"]) > 3 * np.ptp(little.ranges["lip_right"])
    assert np.ptp(much.ranges["brow_right"]) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(("frames", "gap"), [(3, 0.4), (5, 0.2), (11, 0.09), (31, 1 / 30)])
def test_activity_does_not_depend_on_the_frame_rate(frames: int, gap: float) -> None:
    slow, found = movement(_smile(5, 0.2)), movement(_smile(frames, gap))
    assert slow is not None and found is not None
    assert found.activity == pytest.approx(slow.activity, rel=0.05)


def test_dropped_frames_do_not_change_activity() -> None:
    whole = _smile(6, 0.2)
    holes, full = movement([whole[0], whole[1], whole[3], whole[5]]), movement(whole)
    assert holes is not None and full is not None
    assert holes.activity == pytest.approx(full.activity, rel=0.05)


@given(st.permutations(range(5)))
def test_order_of_the_frames_does_not_matter(order: list[int]) -> None:
    smile = _smile(5, 0.2)
    assert movement([smile[index] for index in order]) == movement(smile)


def test_frames_too_far_apart_or_alone_say_nothing_of_movement() -> None:
    assert movement([]) is None
    assert movement([Moment(0.0, head())]) is None
    assert movement([Moment(0.0, head()), Moment(0.9, smiling(head(), 5))]) is None


def test_a_blink_is_no_amplitude_of_the_eyes() -> None:
    smile = _smile(5, 0.2)
    blink = [
        Moment(m.at, shut(m.landmarks) if i == 2 else m.landmarks) for i, m in enumerate(smile)
    ]
    found, calm = movement(blink), movement(smile)
    assert found is not None and calm is not None
    assert found.ranges["eye_left"] == calm.ranges["eye_left"]


def test_seconds_are_those_of_usable_frames() -> None:
    found = movement(_smile(5, 0.2))
    assert found is not None
    assert found.seconds == pytest.approx(1.0)
