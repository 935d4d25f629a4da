"""Rasa's own copy of the answers."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from actions.kept import keep
from contract.messages import Answer
from contract.wire import to_json


def answer(number: int) -> Answer:
    return Answer("s", "phq9", "1", f"phq9_{number}", 1, float(number), f"m{number}")


def in_slot(*numbers: int) -> list[dict[str, Any]]:
    return [to_json(answer(number)) for number in numbers]


def test_empty_slot_keeps_what_the_store_has() -> None:
    assert keep(None, [answer(1)]) == [answer(1)]


def test_answer_that_the_store_lost_is_still_kept() -> None:
    assert keep(in_slot(1, 2), [answer(2)]) == [answer(1), answer(2)]


@given(st.lists(st.integers(1, 9)), st.lists(st.integers(1, 9)))
def test_every_answer_is_kept_once(slot: list[int], stored: list[int]) -> None:
    messages = [one.message for one in keep(in_slot(*slot), map(answer, stored))]
    assert sorted(messages) == sorted({f"m{n}" for n in slot + stored})
