"""Figures agree with counts made by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from train.measures import (
    calibration_error,
    confusion,
    f1_scores,
    fit_temperature,
    half_width,
    honest_error,
    macro_f1,
    soft_loss,
    softmax,
    weighted_f1,
)


def test_f1_by_hand() -> None:
    truth, guess = np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])
    assert f1_scores(truth, guess, 3).tolist() == pytest.approx([0.8, 2 / 3, 0.0])
    assert weighted_f1(truth, guess, 3) == pytest.approx(0.75 * 0.8 + 0.25 * 2 / 3)
    assert macro_f1(truth, guess, 2) == pytest.approx((0.8 + 2 / 3) / 2)


def test_confusion_counts_truth_downwards_and_guess_across() -> None:
    truth, guess = np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])
    assert confusion(truth, guess, 3).tolist() == [[2, 1, 0], [0, 1, 0], [0, 0, 0]]


def test_sure_and_right_is_calibrated_sure_and_wrong_is_not() -> None:
    sure = np.array([[1.0, 0.0], [0.0, 1.0]])
    assert calibration_error(sure, np.array([0, 1])) == 0
    assert calibration_error(sure, np.array([1, 0])) == 1


def test_an_honest_model_errs_by_chance_on_few_rows_and_hardly_on_many() -> None:
    rows = np.tile([[0.7, 0.1, 0.1, 0.1], [0.4, 0.3, 0.2, 0.1]], (5_000, 1))
    assert honest_error(rows[:100]) == pytest.approx(0.07, abs=0.02)
    assert honest_error(rows) < 0.01
    assert honest_error(np.eye(4)) == 0


def test_the_temperature_undoes_an_overconfident_scale() -> None:
    draw = np.random.default_rng(3)
    honest = draw.normal(size=(20_000, 4)) * 1.5
    truth = np.array([draw.choice(4, p=row) for row in softmax(honest)])
    assert fit_temperature(2 * honest, np.eye(4), truth) == pytest.approx(2, abs=0.1)


@given(st.lists(st.floats(-50, 50), min_size=4, max_size=4))
def test_softmax_sums_to_one_and_soft_loss_is_its_cross_entropy(logits: list[float]) -> None:
    row = np.array([logits])
    probabilities = softmax(row)
    assert probabilities.sum() == pytest.approx(1)
    shares = np.array([[0.5, 0.5, 0.0, 0.0]])
    expected = -0.5 * np.log(probabilities[0, :2]).sum()
    assert soft_loss(row, shares) == pytest.approx(expected)


def test_half_width_of_an_even_share() -> None:
    assert half_width(np.array([True, False] * 50)) == pytest.approx(0.098)
