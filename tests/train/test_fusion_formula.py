"""The formula over many sessions at once is the formula of fusion/."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from contract.messages import Answer, Mood, Record
from fusion.formula import fuse_session
from fusion.labels import RATED, mood_of_rating
from tests.fusion.sessions import SHIPPED, session
from train.fusion_formula import fuse
from train.fusion_rated import as_sessions

C = SHIPPED.constants


def drawn(seed: int) -> Record:
    """By chance and not by hypothesis, which looks for ties that rounding decides."""
    rng = np.random.default_rng(seed)
    turns = int(rng.integers(1, 9))
    moods: list[list[Mood | None]] = [
        [tuple(mood) if rng.random() < 0.7 else None for mood in rng.dirichlet([0.4] * 4, turns)]
        for _ in range(2)
    ]
    moved = (float(rng.uniform(0.01, 0.8)), float(rng.uniform(0.01, 0.3)))
    return session(moods[0], moods[1], moved, tokens=int(rng.integers(1, 30)))


@pytest.mark.parametrize("seed", range(60))
def test_many_at_once_give_what_one_alone_gives(seed: int) -> None:
    record = drawn(seed)
    rated = replace(record, answers=(Answer("s", "daily_checkin", "1", RATED, 2, 0.0, "m"),))
    expected = fuse_session(rated, SHIPPED, frozenset())
    sessions = as_sessions([rated], C)
    assert len(sessions) == (expected.reason != "not estimable")
    if not len(sessions):
        return
    found = fuse(sessions, C)
    assert found.sessions[0] == pytest.approx(np.array(expected.probabilities), abs=1e-9)
    turns = [turn for turn in expected.turns if turn.fused is not None]
    for place, turn in enumerate(turns):
        assert found.turns[0, place] == pytest.approx(np.array(turn.fused), abs=1e-9)
        assert found.face[0, place] == pytest.approx(turn.weights.face, abs=1e-9)


def test_a_rating_is_a_mood() -> None:
    said = [mood_of_rating(value) for value in (0, 3, 4, 6, 7, 10)]
    assert said == ["negative"] * 2 + ["neutral"] * 2 + ["positive"] * 2
