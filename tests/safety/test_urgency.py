"""What speaks for a class makes a reply more urgent, and veiled speaks little against explicit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.urgency import any_urgency, explicit_urgency

SHARE = st.floats(0.001, 1)


@given(SHARE, SHARE, SHARE)
def test_urgency_is_a_share_and_explicit_counts_to_both(
    none: float, veiled: float, explicit: float
) -> None:
    pressing, any_of_both = (one(none, veiled, explicit) for one in (explicit_urgency, any_urgency))
    assert 0 < pressing < 1 and 0 < any_of_both < 1
    assert explicit_urgency(none, veiled, explicit * 2) > pressing
    assert any_urgency(none, veiled, explicit * 2) > any_of_both


@given(SHARE, SHARE, SHARE, SHARE)
def test_what_is_none_rather_than_veiled_is_less_urgent(
    none: float, veiled: float, explicit: float, more: float
) -> None:
    assert explicit_urgency(none + more, veiled, explicit) < explicit_urgency(
        none, veiled + more, explicit
    )


def test_between_explicit_and_veiled_the_urgent_one_is_taken_on_a_quarter() -> None:
    assert explicit_urgency(0.0, 0.8, 0.2) == pytest.approx(0.5)
    assert explicit_urgency(0.8, 0.0, 0.2) == pytest.approx(0.2)


def test_it_reckons_rows_like_numbers() -> None:
    rows = np.array([[0.5, 0.3, 0.2], [0.1, 0.2, 0.7]])
    for reckon in (explicit_urgency, any_urgency):
        assert reckon(*rows.T).tolist() == [reckon(*row) for row in rows.tolist()]
