"""Rows are drawn anew in the shares that were asked for, and never fitted where they measure."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.redraw import NEUTRAL, SHARES, halves, redrawn, target_shares
from train.faces import EMOTIONS
from train.measures import Labels

labels = st.lists(st.integers(0, EMOTIONS - 1), min_size=1, max_size=60).map(np.array)
seeds = st.integers(0, 99)


@given(labels, seeds)
def test_no_row_is_fitted_on_and_measured(truth: Labels, seed: int) -> None:
    fit, measured = halves(truth, np.random.default_rng(seed))
    assert sorted([*fit, *measured]) == list(range(len(truth)))
    assert set(truth[measured]) == set(truth.tolist())  # what is there once is measured


@pytest.mark.parametrize("name", SHARES)
def test_drawn_classes_are_as_common_as_asked(name: str) -> None:
    truth = np.repeat(np.arange(EMOTIONS), (40, 30, 20, 10, 5, 3, 2, 1))
    shares = target_shares(truth, name)
    assert shares.sum() == pytest.approx(1)
    found = truth[redrawn(truth, np.arange(len(truth)), shares, 1000, np.random.default_rng(0))]
    assert np.bincount(found, minlength=9) / len(found) == pytest.approx(shares, abs=0.01)


def test_without_neutral_there_is_none() -> None:
    truth = np.array([NEUTRAL, 1, 1, 2])
    assert target_shares(truth, "no neutral").tolist()[:3] == pytest.approx([0, 2 / 3, 1 / 3])


def test_a_class_without_a_row_gets_no_share() -> None:
    shares = target_shares(np.array([0, 0, 3]), "mostly neutral")
    assert shares[[0, 3]] == pytest.approx([0.875, 0.125]) and shares.sum() == pytest.approx(1)
