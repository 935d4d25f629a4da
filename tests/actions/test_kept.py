"""Rasa's own copy of the answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from actions.kept import keep, kept
from contract.messages import Answer, Start


def answer(number: int) -> Answer:
    return Answer("s", "phq9", "1", f"phq9_{number}", 1, float(number), f"m{number}")


def test_answer_just_posted_is_kept_and_a_start_is_not() -> None:
    assert kept(keep(None, [], answer(1))) == [answer(1)]
    assert keep(None, [], Start("s", "phq9", "1", 0.0, "m0")) == []


def test_answer_that_the_store_lost_is_still_kept() -> None:
    slot = keep(None, [answer(1)], answer(2))
    assert kept(keep(slot, [], None)) == [answer(1), answer(2)]


@given(st.lists(st.integers(1, 9)), st.lists(st.integers(1, 9)))
def test_every_answer_is_kept_once(in_slot: list[int], stored: list[int]) -> None:
    slot = keep(None, map(answer, in_slot), None)
    messages = [one.message for one in kept(keep(slot, map(answer, stored), None))]
    assert sorted(messages) == sorted({f"m{n}" for n in in_slot + stored})
