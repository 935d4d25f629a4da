"""Class shares are put right where they are known, and found where they are not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.priors import estimated_priors, tempered, with_priors
from train.faces import Floats

positive = st.floats(0.01, 1)
rows = arrays(np.float64, (6, 4), elements=positive).map(lambda a: a / a.sum(1, keepdims=True))
shares = arrays(np.float64, 4, elements=positive).map(lambda a: a / a.sum())


@given(rows, shares)
def test_the_same_shares_change_nothing(said: Floats, source: Floats) -> None:
    assert with_priors(said, source, source) == pytest.approx(said)


@given(rows, shares, shares)
def test_going_back_undoes_it(said: Floats, source: Floats, target: Floats) -> None:
    there = with_priors(said, source, target)
    assert there.sum(axis=1) == pytest.approx(1)
    assert with_priors(there, target, source) == pytest.approx(said)


@given(rows, shares)
def test_a_class_that_is_not_there_is_never_said(said: Floats, source: Floats) -> None:
    target = np.array([0.0, 0.5, 0.3, 0.2])
    assert (with_priors(said, source, target)[:, 0] == 0).all()


@given(rows, shares)
def test_em_never_makes_the_pictures_less_likely(said: Floats, source: Floats) -> None:
    def likelihood(priors: Floats) -> float:
        return float(np.log(said @ (priors / source)).sum())

    found = estimated_priors(said, source)
    assert found.sum() == pytest.approx(1)
    assert likelihood(found) >= likelihood(source) - 1e-6


def test_em_finds_shares_that_a_calibrated_model_was_not_trained_on() -> None:
    draw = np.random.default_rng(5)
    source, target = np.array([0.5, 0.5]), np.array([0.9, 0.1])
    truth = (draw.random(4000) >= target[0]).astype(int)
    seen = draw.normal(truth * 2.0, 1.0)
    likely = np.stack([np.exp(-(seen**2) / 2), np.exp(-((seen - 2) ** 2) / 2)], axis=1) * source
    said = likely / likely.sum(axis=1, keepdims=True)
    found = estimated_priors(said, source)
    assert found == pytest.approx(target, abs=0.03)
    before, after = (
        (p.argmax(1) == truth).mean() for p in (said, with_priors(said, source, found))
    )
    assert after > before


@given(rows)
def test_temperature_keeps_the_order(said: Floats) -> None:
    assert tempered(said, 1.0) == pytest.approx(said)
    flat = tempered(said, 2.0)
    assert (flat.max(axis=1) <= said.max(axis=1) + 1e-9).all()
    assert said[np.arange(6), flat.argmax(1)] == pytest.approx(said.max(axis=1))
