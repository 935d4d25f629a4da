"""The pure parts: times, what Rasa is sent, the rate limit, the safety message's conditions."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from channels.clocked import clocked
from channels.delivery import Pauses
from channels.inbound import Said
from channels.outgoing import outgoing
from channels.token_bucket import TokenBucket
from contract.clock import PageClock
from contract.errors import TooMany
from contract.messages import Reply
from questionnaires.resolve import is_command, small_talk

TIMES = st.floats(min_value=0, max_value=4e9, allow_nan=False)


@given(st.text(min_size=1), st.none() | st.just("phq9_1"))
def test_typed_words_are_never_a_payload_of_their_own(text: str, item: str | None) -> None:
    assume(is_command(text) is None and small_talk(text) is None)  # drawn from the code's words
    said = outgoing(Reply("s", "m", 1.0, text, item=item)).text
    if item is None:
        assert not said.strip().startswith("/")
    else:
        assert said == '/reply{"item":"phq9_1","message":"m"}'


@pytest.mark.parametrize("words", ["buongiorno", "Hello!", "ciao"])
def test_outside_an_item_rasa_is_greeted_in_english(words: str) -> None:
    said = outgoing(Reply("s", "m", 1.0, words)).text
    assert said == (words if words == "Hello!" else "hello")


@given(TIMES, TIMES, st.lists(st.tuples(TIMES, TIMES)), TIMES, st.floats(-1e6, 1e6))
def test_no_time_lies_in_the_future_and_questions_precede_answers(
    at: float, asked: float, typing: list[tuple[float, float]], now: float, offset: float
) -> None:
    said = Said("m", at, "hello", asked_at=asked, typing=tuple(typing))
    reply = clocked(said, "s", PageClock(offset=offset), now)
    assert reply.asked_at is not None
    assert reply.asked_at <= reply.at <= now
    assert all(start < end <= reply.at for start, end in reply.typing)


@given(TIMES, st.floats(0, 1e4), TIMES, st.floats(-1e6, 1e6))
def test_time_taken_to_answer_is_kept_whatever_the_clocks_say(
    at: float, took: float, now: float, offset: float
) -> None:
    reply = clocked(Said("m", at, "hello", asked_at=at - took), "s", PageClock(offset=offset), now)
    assert reply.asked_at is not None
    assert reply.at - reply.asked_at == pytest.approx(took, abs=1e-4)


@given(st.lists(st.floats(0, 2), max_size=200))
def test_bucket_never_lets_more_through_than_it_says(gaps: list[float]) -> None:
    bucket, now, taken = TokenBucket(burst=5, per_second=2), 100.0, 0
    for gap in gaps:
        now += gap
        try:
            bucket.take(now)
        except TooMany:
            continue
        taken += 1
    assert taken <= 5 + 2 * (now - 100.0) + 1e-6


def test_pauses_double_up_to_the_longest() -> None:
    pauses = Pauses()
    assert [pauses.after(n) for n in (1, 2, 3, 6, 500)] == [0.5, 1.0, 2.0, 15.0, 15.0]
