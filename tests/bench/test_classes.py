"""Figures of one class against the rest agree with counts made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.classes import average_precision, class_figures, precision_recall

scores = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=30)


def test_class_figures_by_hand() -> None:
    truth, guess = np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 0])
    found = class_figures(("a", "b", "c"), np.eye(3)[guess], truth, guess)
    assert found["a"]["rows"] == 3
    assert found["a"]["precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["a"]["recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["a"]["specificity"] == 0.5
    assert found["a"]["f1"] == pytest.approx(2 / 3, abs=1e-4)


def test_what_no_row_allows_is_unknown_not_zero() -> None:
    found = class_figures(("a", "b"), np.array([[1.0, 0.0]]), np.array([0]), np.array([0]))
    assert (found["b"]["precision"], found["b"]["recall"]) == (None, None)
    assert found["a"]["specificity"] is None and found["b"]["average_precision"] is None


def test_average_precision_by_hand() -> None:
    # Down the ranking: hit, miss, hit, miss -> 1/2 * 1 + 1/2 * 2/3.
    found = average_precision(np.array([0.1, 0.4, 0.35, 0.8]), np.array([0, 0, 1, 1], bool))
    assert found == pytest.approx(5 / 6, abs=1e-4)


def test_equal_scores_share_one_threshold() -> None:
    assert average_precision(np.ones(4), np.array([1, 0, 0, 0], bool)) == 0.25


@given(scores)
def test_only_the_order_of_scores_counts(rows: list[tuple[int, bool]]) -> None:
    values = np.array([score for score, _ in rows], np.float64)
    positive = np.array([is_one for _, is_one in rows])
    assert average_precision(values, positive) == average_precision(values**3 - 5, positive)


@given(scores.filter(lambda rows: any(is_one for _, is_one in rows)))
def test_the_last_threshold_takes_everything(rows: list[tuple[int, bool]]) -> None:
    positive = np.array([is_one for _, is_one in rows])
    precision, recall = precision_recall(np.array([float(s) for s, _ in rows]), positive)
    assert recall[-1] == 1 and precision[-1] == pytest.approx(positive.mean())
    assert (np.diff(recall) >= 0).all()
