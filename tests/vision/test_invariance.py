"""Expressivity is the face's own: camera, frame rate, place and side of the head change nothing."""

from __future__ import annotations

import numpy as np
import pytest

from contract.messages import Expressivity
from tests.vision.heads import mirrored, moved, turned
from tests.vision.tracks import Change, expressivity, track

REFERENCE = expressivity(track(15))
SWAPPED = {"left": "right", "right": "left", "upper": "upper", "lower": "lower"}


def _same(found: Expressivity, sides: dict[str, str] | None = None) -> None:
    """Amplitude, activity and every part within 10 % of the track at 15 frames a second."""
    assert found.value == pytest.approx(REFERENCE.value, rel=0.1)
    assert found.amplitude == pytest.approx(REFERENCE.amplitude, rel=0.1)
    assert found.activity == pytest.approx(REFERENCE.activity, rel=0.1)
    for part, value in REFERENCE.parts.items():
        assert found.parts[(sides or {}).get(part, part)] == pytest.approx(value, rel=0.1)


@pytest.mark.parametrize("rate", [5, 6, 7.5, 10, 12, 20, 24, 30])
def test_frame_rate_changes_nothing(rate: float) -> None:
    _same(expressivity(track(rate)))


@pytest.mark.parametrize("rate", [10, 30])
def test_dropped_frames_change_nothing(rate: float) -> None:
    rng = np.random.default_rng(1)
    _same(expressivity([moment for moment in track(rate) if rng.random() > 0.3]))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda face: moved(face, 0.3, 0, 0), id="smaller"),
        pytest.param(lambda face: moved(face, 3, 0, 0), id="larger"),
        pytest.param(lambda face: moved(face, 1, 30, 20), id="leaning"),
        pytest.param(lambda face: moved(turned(face, 20), 0.7, -15, 9), id="aside"),
    ],
)
def test_size_place_and_lean_change_nothing(change: Change) -> None:
    _same(expressivity(track(15, change=change)))


def test_a_mirror_swaps_left_and_right_and_changes_nothing_else() -> None:
    _same(expressivity(track(15, change=mirrored)), SWAPPED)


@pytest.mark.parametrize("rate", [15, 24, 30])
@pytest.mark.parametrize("hertz", [3.5, 5, 6.6])
def test_a_trembling_jaw_is_told_apart_from_activity(rate: float, hertz: float) -> None:
    found = expressivity(track(rate, tremor_hz=hertz))
    assert found.activity == pytest.approx(REFERENCE.activity, rel=0.1)
    assert found.tremor == pytest.approx(0.05, rel=0.25)


def test_without_a_tremor_none_is_found() -> None:
    assert REFERENCE.tremor == 0


def test_below_fifteen_frames_a_second_a_tremor_is_unknown_not_zero() -> None:
    slow = expressivity(track(10, tremor_hz=5))
    assert slow.tremor is None
    assert slow.blink_rate is None
