"""Blinks are counted where the frames are close enough to catch them, and unknown elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vision.heads import head, shut
from vision.blinks import Series, blinks
from vision.motion import Moment, movement


def _gaps(times: Series, *starts: float, length: float = 0.2) -> Series:
    """Lid gaps of an open eye that shuts for a while at each start."""
    closed = np.zeros(len(times), bool)
    for start in starts:
        closed |= (times >= start) & (times < start + length)
    return np.where(closed, 0.03, 0.14)


@pytest.mark.parametrize("rate", [15, 24, 30])
def test_every_closure_counts_once_however_long(rate: float) -> None:
    times = np.arange(0, 1, 1 / rate)
    assert blinks(times, _gaps(times)) == 0
    assert blinks(times, _gaps(times, 0.3)) == 1
    assert blinks(times, _gaps(times, 0.1, 0.6)) == 2
    assert blinks(times, _gaps(times, 0.5, length=0.4)) == 1


def test_below_fifteen_frames_a_second_blinks_are_unknown_not_zero() -> None:
    times = np.arange(0, 1, 1 / 10)
    assert blinks(times, _gaps(times, 0.3)) is None
    assert blinks(times[:1], _gaps(times[:1])) is None


def test_narrowed_eyes_show_no_blinks() -> None:
    times = np.arange(0, 1, 1 / 30)
    assert blinks(times, np.full(30, 0.04)) is None


@given(st.integers(0, 2**32 - 1))
def test_the_noise_of_an_open_eye_is_no_blink(seed: int) -> None:
    times = np.arange(0, 1, 1 / 30)
    assert blinks(times, np.random.default_rng(seed).normal(0.14, 0.01, 30).clip(0.1)) == 0


def test_a_window_of_frames_counts_the_blinks_in_it() -> None:
    seen = [Moment(n / 15, shut(head()) if n in (6, 7) else head()) for n in range(15)]
    found = movement(seen)
    assert found is not None
    assert found.blinks == 1
    assert found.tremor == 0
