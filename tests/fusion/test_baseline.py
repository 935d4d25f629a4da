"""A session beside the same person's own: the arithmetic, and when there is nothing to say."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.messages import Measured
from fusion.baseline import LEAST_SPREAD, NEEDED, baseline

LEVELS = st.lists(st.floats(0, 1), min_size=NEEDED, max_size=30)


def measured(*values: float) -> list[Measured]:
    return [Measured(f"s{n:02}", 100.0 * n, value) for n, value in enumerate(values)]


@pytest.mark.parametrize(("values", "needed"), [((), 3), ((0.4,), 2), ((0.4, 0.5), 1)])
def test_below_three_sessions_it_says_how_many_are_still_needed(
    values: tuple[float, ...], needed: int
) -> None:
    own = baseline(0.2, measured(*values))
    assert own.needed == needed
    assert (own.middle, own.expected, own.drift, own.standing) == (None, None, None, None)


def test_the_range_is_students_for_one_more_session() -> None:
    places = (-0.8, 0.0, 0.5)
    own = baseline(0.5, measured(*(1 / (1 + math.exp(-place)) for place in places)))
    mean, spread = -0.1, math.sqrt((0.49 + 0.01 + 0.36) / 2)
    reach = 4.303 * spread * math.sqrt(4 / 3)
    assert own.expected is not None and own.middle is not None
    found = [math.log(e / (1 - e)) for e in (own.expected[0], own.middle, own.expected[1])]
    assert found == pytest.approx([mean - reach, mean, mean + reach])
    assert own.drift == pytest.approx(0.5 - own.middle)


def test_sessions_that_lie_close_by_chance_do_not_make_the_next_one_remarkable() -> None:
    own = baseline(0.52, measured(0.5, 0.5, 0.5))
    assert own.standing == "within"
    assert own.expected is not None
    assert math.log(own.expected[1] / (1 - own.expected[1])) > 2 * LEAST_SPREAD


def test_a_face_that_moves_far_less_than_its_own_range_stands_below_it() -> None:
    usual = measured(0.45, 0.5, 0.48, 0.55, 0.47)
    assert baseline(0.15, usual).standing == "below"
    assert baseline(0.85, usual).standing == "above"
    assert baseline(None, usual).standing is None


@given(LEVELS, st.none() | st.floats(0, 1), st.integers(0, 2**32))
def test_order_does_not_matter_and_the_range_holds_the_middle(
    values: list[float], value: float | None, seed: int
) -> None:
    known = measured(*values)
    own = baseline(value, known)
    assert baseline(value, random.Random(seed).sample(known, len(known))) == own
    assert own.expected is not None and own.middle is not None
    assert 0 < own.expected[0] <= own.middle <= own.expected[1] < 1 + 1e-12


@given(LEVELS, st.floats(0, 1), st.floats(0, 1))
def test_more_movement_never_stands_lower(values: list[float], one: float, other: float) -> None:
    order = ("below", "within", "above")
    less, more = (baseline(value, measured(*values)).standing for value in sorted((one, other)))
    assert less is not None and more is not None
    assert order.index(less) <= order.index(more)
