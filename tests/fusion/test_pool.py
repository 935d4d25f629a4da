"""How many independent readings a weighted mean is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fusion.pool import effective

WEIGHTS = st.lists(st.floats(0.01, 10), max_size=12)
CORRELATIONS = st.floats(0, 1)


@given(WEIGHTS, WEIGHTS, CORRELATIONS)
def test_between_one_and_as_many_as_there_are(
    faces: list[float], texts: list[float], correlation: float
) -> None:
    if not faces and not texts:
        return
    worth = effective(faces, texts, correlation)
    assert 1 <= worth <= len(faces) + len(texts) + 1e-9


@given(st.integers(1, 50), CORRELATIONS)
def test_equal_faces_are_worth_what_the_design_effect_says(count: int, correlation: float) -> None:
    expected = count / (1 + (count - 1) * correlation)
    assert effective([0.3] * count, [], correlation) == pytest.approx(max(1, expected))


@given(WEIGHTS.filter(bool), st.floats(0.1, 10), CORRELATIONS)
def test_only_the_ratio_of_the_weights_counts(
    weights: list[float], times: float, correlation: float
) -> None:
    scaled = [one * times for one in weights]
    assert effective(scaled, scaled, correlation) == pytest.approx(
        effective(weights, weights, correlation)
    )


def test_what_weighs_nothing_is_worth_nothing() -> None:
    assert effective([1e-9] * 40, [1.0, 1.0], 0.2) == pytest.approx(2)
