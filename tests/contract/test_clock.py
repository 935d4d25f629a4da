"""The page's offset comes from the quickest round trip."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contract.clock import PageClock

delays = st.floats(0, 5)


@given(st.floats(-1e4, 1e4), st.lists(st.tuples(delays, delays), min_size=1))
def test_the_offset_is_off_by_at_most_half_the_quickest_round_trip(
    ahead: float, trips: list[tuple[float, float]]
) -> None:
    clock, now = PageClock(), 1_000_000.0
    for there, back in trips:
        clock.observe(sent=now, page=now + there + ahead, received=now + there + back)
        now += 10
    quickest = min(there + back for there, back in trips)
    assert abs(clock.offset - ahead) <= quickest / 2 + 1e-6


def test_before_the_first_ping_the_clocks_are_taken_as_equal() -> None:
    assert PageClock().server_time(12.5) == 12.5


def test_a_reply_from_before_its_question_is_ignored() -> None:
    clock = PageClock()
    clock.observe(sent=10.0, page=99.0, received=9.0)
    assert clock.offset == 0.0
