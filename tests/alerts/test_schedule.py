"""When notices are due: pure."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alerts.schedule import FIRST_RETRY_S, Pace, attempts, escalates, next_due
from contract.messages import Alert, AlertCase, AlertStep

AT = 1_800_000_000.0
PACE = Pace(repeat=600, escalate=1800)
ALERT = Alert("s1", AT, "phrase", "", None, "m1")


@given(st.integers(1, 60))
def test_a_failed_notice_is_tried_sooner_and_never_later_than_a_delivered_one(rounds: int) -> None:
    steps = [AlertStep(AT + n, "failed", "a@b") for n in range(rounds)]
    waits = next_due(steps, False, PACE, AT) - AT
    assert min(FIRST_RETRY_S, PACE.repeat) <= waits <= PACE.repeat
    assert next_due(steps, True, PACE, AT) - AT == PACE.repeat


@given(st.floats(0, 10_000))
def test_it_escalates_after_the_time_out_and_stays_so(waited: float) -> None:
    case = AlertCase(1, "p", ALERT, (AlertStep(AT, "raised"),))
    assert escalates(case, PACE, AT + waited) == (waited >= PACE.escalate)
    wider = AlertCase(1, "p", ALERT, (*case.steps, AlertStep(AT, "escalated")))
    assert escalates(wider, PACE, AT)


def test_a_round_to_several_people_is_one_notice() -> None:
    steps = [AlertStep(AT, "delivered", "a@b"), AlertStep(AT, "failed", "c@d")]
    assert attempts([*steps, AlertStep(AT + 600, "delivered", "a@b")]) == 2
