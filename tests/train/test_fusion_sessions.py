"""Drawn sessions are what their plan says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.messages import MOODS
from fusion.constants import Reference, load_constants
from fusion.expressivity import weight_factor
from train.fusion_formula import weight_factor as many
from train.fusion_sessions import (
    ABSENT,
    LEAST,
    TURNS,
    FacePool,
    Plan,
    Scale,
    Sessions,
    TextPool,
    draw,
)
from train.fusion_simplex import minimum, searched
from train.measures import Floats, Labels

SCALE = Scale(Reference(0.02, 0.06, 0.12), (0.3, 0.7))
ROWS = 400


def pools() -> tuple[FacePool, TextPool]:
    """Readings of all degrees of sureness of their truth."""
    rng = np.random.default_rng(0)
    truth = rng.integers(0, len(MOODS), ROWS)
    moods = rng.dirichlet(np.ones(4), (2, ROWS))
    views = np.stack([moods[0], moods[0]], axis=1)
    flat = np.full((ROWS, 2), 0.9), np.full((ROWS, 2), 0.05)
    faces = FacePool(truth, views, *flat, rest=np.zeros((1, 4)))
    return faces, TextPool(truth, moods[1], np.full(ROWS, 8.0))


def drawn(plan: Plan) -> Sessions:
    faces, replies = pools()
    return draw(faces, replies, plan, SCALE, np.random.default_rng(1))


def sure(moods: Floats, truth: Labels) -> Floats:
    found: Floats = moods[np.arange(len(truth)), truth]
    return found


@pytest.mark.parametrize("dependence", [0.0, 0.3, 0.6])
def test_dependence_is_the_rank_correlation_of_sureness_given_the_mood(dependence: float) -> None:
    made = drawn(Plan(2000, dependence))
    both = ~np.isnan(made.face[..., 0]) & ~np.isnan(made.text[..., 0]) & (made.moods == 0)
    truth = made.moods[both]
    face, text = (sure(moods[both], truth).argsort().argsort() for moods in (made.face, made.text))
    assert np.corrcoef(face, text)[0, 1] == pytest.approx(dependence, abs=0.08)


def test_a_persons_face_at_rest_shifts_every_reading_of_a_session_alike() -> None:
    faces, replies = pools()
    rest = np.log([[4.0, 1, 1, 1], [1, 1, 4.0, 1]])
    plan, rng = Plan(50), np.random.default_rng
    plain = draw(faces, replies, plan, SCALE, rng(1))
    made = draw(replace(faces, rest=rest), replies, plan, SCALE, rng(1))
    logs = np.log(made.face) - np.log(plain.face)
    logs -= logs[..., 1:2]
    read = plain.face.min(axis=2) > LEAST
    for shifted, there in zip(logs, read, strict=True):
        assert any(np.allclose(shifted[there], one, atol=1e-6) for one in rest)


def test_the_session_has_the_mood_of_most_of_its_turns() -> None:
    made = drawn(Plan(300))
    for mood, moods in zip(made.mood, made.moods, strict=True):
        counts = np.bincount(moods[moods != ABSENT], minlength=len(MOODS))
        assert TURNS[0] <= counts.sum() <= TURNS[1]
        assert counts.argmax() == mood


def test_opposed_sessions_have_glad_faces_with_hopeless_words_or_the_reverse() -> None:
    made = drawn(Plan(50, incongruent=True))
    assert len(made) == 50
    assert not np.isnan(made.face[:, 0]).any() and not np.isnan(made.text[:, 0]).any()


@given(st.floats(0, 1))
def test_the_factor_of_many_is_that_of_one(value: float) -> None:
    constants = load_constants().constants
    assert many(np.array([value]), constants)[0] == pytest.approx(weight_factor(value, constants))


def test_the_simplex_finds_the_least() -> None:
    goal = np.array([1.0, -2.0, 0.5])
    found = minimum(lambda at: float(((at - goal) ** 2).sum()), np.zeros(3), tolerance=1e-12)
    assert found == pytest.approx(goal, abs=1e-3)


def test_the_search_along_one_number_after_the_other_finds_the_least() -> None:
    least = np.array([2.0, -3.0, 0.5])
    found = searched(lambda at: float((np.abs(at - least) ** 1.5).sum()), np.zeros(3), least=0.01)
    assert found == pytest.approx(least, abs=0.02)
