"""Expressivity: robust ranges, a scale with the reference's middle at 0.5, a monotone weight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.messages import Movement
from fusion.constants import load_constants
from fusion.expressivity import measure, percentile, weight_factor

C = load_constants().constants


def moved(amplitude: float, activity: float, seconds: int = 20) -> list[Movement]:
    return [Movement({"jaw": (1.0, 1.0 + amplitude)}, activity, 1.0)] * seconds


@pytest.mark.parametrize(("end", "value"), [("low", 0.3), ("middle", 0.5), ("high", 0.7)])
def test_the_references_ends_are_the_usual_range_and_its_middle_a_half(
    end: str, value: float
) -> None:
    found = measure(moved(getattr(C.amplitude, end), getattr(C.activity, end)), C)
    assert found.value == pytest.approx(value)
    assert found.amplitude == pytest.approx(getattr(C.amplitude, end))


def test_below_ten_seconds_it_is_insufficient() -> None:
    assert measure(moved(0.1, 0.1, 9), C).insufficient
    assert not measure(moved(0.1, 0.1, 10), C).insufficient
    assert measure([], C).insufficient


def test_one_bad_window_among_many_hardly_counts() -> None:
    bad = [Movement({"jaw": (0.1, 9.0)}, 8.0, 1.0)]
    clean, spoilt = measure(moved(0.1, 0.1, 60), C), measure(moved(0.1, 0.1, 60) + bad, C)
    assert spoilt.amplitude == pytest.approx(clean.amplitude)
    assert spoilt.value == pytest.approx(clean.value)


def test_amplitude_spans_windows_a_slow_smile_is_not_missed() -> None:
    slow = [Movement({"lip": (1 + s / 100, 1.01 + s / 100)}, 0.05, 1.0) for s in range(20)]
    found = measure(slow, C).amplitude
    assert found is not None and found > 0.15


def test_a_picture_that_never_moves_has_the_lowest_expressivity() -> None:
    found = measure(moved(0.0, 0.0), C)
    assert found.at_floor
    assert found.value is not None and 0 <= found.value < C.usual[0]
    more = measure(moved(C.amplitude.low, C.activity.low), C)
    assert more.value is not None and more.value > found.value and not more.at_floor


@given(st.floats(0, 0.99), st.floats(0, 0.99))
def test_below_the_noise_floor_nothing_is_told_apart(one: float, other: float) -> None:
    amplitude, activity = C.amplitude.floor, C.activity.floor
    found = measure(moved(one * amplitude, other * activity), C)
    assert found == measure(moved(amplitude / 2, activity / 2), C)


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_factor_never_falls_inside_the_reference_range(one: float, other: float) -> None:
    low, high = sorted((one * C.usual[1], other * C.usual[1]))
    assert C.g_min <= weight_factor(low, C) <= weight_factor(high, C) <= 1


@given(st.floats(C.usual[1], 1, exclude_min=True))
def test_above_the_range_the_factor_is_capped(value: float) -> None:
    assert weight_factor(value, C) <= C.g_atypical


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.floats(0, 1))
def test_a_percentile_lies_between_the_least_and_the_greatest(
    values: list[float], share: float
) -> None:
    assert min(values) - 1e-6 <= percentile(values, share) <= max(values) + 1e-6


def seen(blinks: int | None, tremor: float | None, seconds: int) -> list[Movement]:
    ranges = {"lip_left": (1.0, 1.1), "brow_left": (1.0, 1.2), "lip_right": (1.0, 1.0)}
    return [Movement(ranges, 0.1, 1.0, blinks, tremor)] * seconds


def test_sides_and_halves_of_the_face_stay_apart() -> None:
    parts = measure(seen(0, 0.0, 20), C).parts
    assert parts == pytest.approx(
        {"left": 0.15, "right": C.amplitude.floor, "upper": 0.2, "lower": 0.05}
    )


def test_blinks_count_only_where_they_could_be_seen() -> None:
    mixed = seen(1, 0.0, 5) + seen(0, 0.0, 10) + seen(None, None, 100)
    assert measure(mixed, C).blink_rate == pytest.approx(20)
    assert measure(seen(1, 0.0, 9) + seen(None, None, 20), C).blink_rate is None


def test_a_tremor_is_told_when_half_of_the_windows_have_it() -> None:
    assert measure(seen(0, 0.04, 12) + seen(0, 0.0, 8), C).tremor == pytest.approx(0.04)
    assert measure(seen(0, 0.04, 5) + seen(0, 0.0, 15), C).tremor == 0
    assert measure(seen(None, None, 20), C).tremor is None
