"""The limits cost no more false alarms than they may, and no more recall than they must."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from train.crisis_limits import MOST, doubts_of, limits_of
from train.measures import Floats

SHARES = st.lists(st.floats(0.01, 1), min_size=3, max_size=3)


def probabilities(rows: list[list[float]]) -> Floats:
    drawn = np.array(rows)
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


@given(
    st.lists(st.tuples(SHARES, st.integers(0, 2)), min_size=1),
    st.lists(SHARES, min_size=1),
    st.lists(SHARES, min_size=1),
)
def test_false_alarms_are_bounded_or_the_limit_is_the_highest(
    select: list[tuple[list[float], int]], ordinary: list[list[float]], clinical: list[list[float]]
) -> None:
    rows = [(shares, kind) for shares, kind in select] + [([1, 1, 1], kind) for kind in range(3)]
    truth = np.array([kind for _, kind in rows])
    others = (probabilities(ordinary), probabilities(clinical))
    found = limits_of(probabilities([one for one, _ in rows]), truth, *others)
    for name, limit in found["thresholds"].items():
        reached = found["at_the_thresholds"][name]
        fits = all(reached[where] <= most for where, most in MOST[name].items())
        assert fits or limit == 0.99


def test_the_lowest_limit_that_fits_is_taken() -> None:
    select = np.array([[0.1, 0.1, 0.8], [0.05, 0.05, 0.9], [0.5, 0.1, 0.4], [0.2, 0.7, 0.1]])
    ordinary = np.array([[0.98, 0.01, 0.01]] * 500)
    found = limits_of(select, np.array([2, 2, 0, 1]), ordinary, ordinary)
    assert found["thresholds"] == {"explicit": 0.44, "veiled": 0.51}
    assert found["at_the_thresholds"]["explicit"]["recall"] == 1


def test_the_highest_doubt_that_costs_nothing_is_taken() -> None:
    """Two rules' findings are wrong, at 0.02 and 0.07; a right one has an urgency of 0.05."""
    rows = np.array([[0.98, 0, 0.02], [0.93, 0, 0.07], [0.95, 0, 0.05], [0.1, 0, 0.9]])
    found = doubts_of(rows, np.array([0, 0, 2, 2]), np.array([2, 2, 2, 2]))
    assert found["explicit"] == {"limit": 0.05, "rightly_found": 0.0, "wrongly_found": 0.5}
    all_wrong = doubts_of(rows, np.array([0, 0, 0, 2]), np.array([2, 2, 2, 2]))
    assert all_wrong["explicit"]["limit"] == all_wrong["veiled"]["limit"] == 0.3


def test_each_class_has_a_limit_of_its_own() -> None:
    """Of two rightly found hints one has an urgency of 0.1, of the explicit ones none below 0.9."""
    rows = np.array([[0.9, 0.1, 0], [0.2, 0.8, 0], [0.1, 0, 0.9]])
    found = doubts_of(rows, np.array([1, 1, 2]), np.array([1, 1, 2]))
    assert (found["veiled"]["limit"], found["explicit"]["limit"]) == (0.1, 0.3)


def test_where_any_doubt_costs_too_much_the_least_is_taken() -> None:
    rows = np.array([[0.995, 0, 0.005]] * 3)
    found = doubts_of(rows, np.array([2, 2, 2]), np.array([2, 2, 2]))
    assert found["explicit"]["limit"] == 0.01
