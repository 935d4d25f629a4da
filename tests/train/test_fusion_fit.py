"""What is fitted on, what is aimed at, and the formulas that are tried beside the shipped one."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from fusion.constants import Constants, load_constants
from tests.train.test_fusion_sessions import drawn
from train.faces import Faces
from train.fusion_ceiling import ceiling
from train.fusion_faces import NEUTRALS, sure_neutrals
from train.fusion_fit import (
    TURN,
    Range,
    accuracy,
    aimed,
    both,
    fit_turns,
    smooth_accuracy,
    with_still,
)
from train.fusion_formula import fuse, fuse_turns
from train.fusion_rivals import singles
from train.fusion_sessions import Plan
from train.fusion_tried import TRIES, fuse_tried, tried
from train.measures import log_loss

A_FACE = Range("a_face", 0.2, 5.0)
C = replace(load_constants().constants, confident_from=2.0, confident_session=2.0)


def test_smooth_accuracy_is_accuracy_where_all_is_clear_and_a_half_where_it_is_level() -> None:
    clear = np.array([[0.97, 0.01, 0.01, 0.01], [0.01, 0.01, 0.97, 0.01]])
    assert smooth_accuracy(clear, np.array([0, 1])) == pytest.approx(0.5, abs=1e-4)
    level = np.array([[0.4, 0.4, 0.1, 0.1]])
    assert smooth_accuracy(level, np.array([1])) == pytest.approx(0.5)
    assert smooth_accuracy(clear, np.array([0, 2])) == pytest.approx(1, abs=1e-4)


def test_smooth_accuracy_follows_accuracy_on_drawn_sessions() -> None:
    made = drawn(Plan(200, 0.3))
    found, seen = fuse(made, C).turns, made.moods >= 0
    hard, smooth = (of(found[seen], made.moods[seen]) for of in (accuracy, smooth_accuracy))
    assert abs(hard - smooth) < 0.03


def test_a_free_face_is_to_win_more_than_the_margin() -> None:
    made = drawn(Plan(100, 0.3))
    bound, free = aimed(made, C, free=False), aimed(made, C, free=True)
    assert free.turns > bound.turns
    assert aimed(made, C, free=False, margin=0.03).turns == pytest.approx(bound.turns + 0.02)


def test_neutral_faces_are_those_that_most_voters_saw_so() -> None:
    votes = np.zeros((400, 9))
    votes[:, 0] = np.linspace(0, 1, 400)
    votes[:, 1] = 1 - votes[:, 0]
    every = Faces(np.zeros((400, 48, 48), np.uint8), votes, np.ones(400, bool))
    chosen = sure_neutrals(every)
    assert 0 < len(chosen) <= NEUTRALS
    assert chosen.votes[:, 0].min() > 0.5
    assert chosen.votes[:, 0].max() == 1


def test_the_tried_formula_is_the_shipped_one_while_nothing_is_beside_it() -> None:
    made = drawn(Plan(60, 0.3))
    theirs = fuse(made, C).turns
    assert fuse_tried(made, tried(C)) == pytest.approx(theirs, abs=1e-12)
    assert fuse_turns(made, C) == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("changed", ["still_centre", "gamma_text", "text_neutral"])
def test_what_is_tried_changes_the_result(changed: str) -> None:
    made = drawn(Plan(60, 0.3))
    beside = replace(tried(C), **{changed: 0.2})  # type: ignore[arg-type]
    assert np.abs(fuse_tried(made, beside) - fuse(made, C).turns).max() > 0.001


def test_each_try_has_a_name_of_its_own_and_constants_that_exist() -> None:
    assert len({one.name for one in TRIES}) == len(TRIES)
    known = {field.name for field in fields(tried(C))}
    assert {part.name for one in TRIES for part in one.ranges} <= known
    assert {part.name for part in TURN} <= {field.name for field in fields(Constants)}


def test_a_fit_lowers_what_it_fits() -> None:
    made = drawn(Plan(100, 0.3))
    before = replace(C, a_face=0.3)
    after = fit_turns(before, [aimed(made, C, free=True)], made.face[0, :1], (A_FACE,))
    seen = both(made)
    first, last = (
        log_loss(fuse(made, with_still(one, made.face[0, :1])).turns[seen], made.moods[seen])
        for one in (before, after)
    )
    assert last < first


def test_the_ceiling_is_above_the_better_modality() -> None:
    made = drawn(Plan(300, 0.3))
    seen, truth = both(made), made.moods[both(made)]
    best = max(accuracy(one.turns[seen], truth) for one in singles(made, C).values())
    assert accuracy(ceiling(made, made, C), truth) > best
