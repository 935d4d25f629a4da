"""What counts of a clinician's switches, whatever their order."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from contract.messages import MODALITIES, Switch
from contract.switches import latest, unused

SWITCHES = st.lists(
    st.builds(
        Switch,
        patient=st.just("p"),
        modality=st.sampled_from(MODALITIES),
        used=st.booleans(),
        by=st.just("A. Nurse"),
        at=st.sampled_from([1.0, 2.0, 3.0]),
    )
)


def test_without_a_decision_everything_is_used() -> None:
    assert unused(()) == ()
    assert latest((), "face") is None


def test_the_latest_decision_of_a_modality_counts() -> None:
    off, on = Switch("p", "face", False, "A", 1.0), Switch("p", "face", True, "B", 2.0)
    assert unused([off]) == ("face",)
    assert unused([off, on]) == ()
    assert unused([off, on, Switch("p", "text", False, "A", 3.0)]) == ("text",)


def test_of_two_at_the_same_time_the_one_that_leaves_it_out_counts() -> None:
    off, on = Switch("p", "text", False, "A", 1.0), Switch("p", "text", True, "B", 1.0)
    assert unused([off, on]) == unused([on, off]) == ("text",)


@given(SWITCHES, st.integers(0, 2**32))
def test_the_order_they_are_told_in_does_not_matter(switches: list[Switch], seed: int) -> None:
    shuffled = random.Random(seed).sample(switches, len(switches))
    assert unused(shuffled) == unused(switches)
