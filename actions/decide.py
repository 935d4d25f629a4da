"""What one message does to a questionnaire: pure, so that a repeat of it decides the same.

Only exact payloads, exact labels and numbers, and the exact commands of questionnaires/resolve.py
act. A message for an item that is not on show, or one already applied, changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from actions.acts import act
from actions.course import Course
from actions.incoming import Incoming
from actions.state import State
from actions.turn import Decision, Turn, answered
from contract.messages import Record, Start
from questionnaires.loader import offered


def decide(
    record: Record,
    state: State,
    incoming: Incoming,
    now: float,
    waiting: Collection[str] = (),
) -> Decision:
    """What the message does. `record` is the store's view of the session, `now` Unix seconds.

    `waiting` are the questionnaires that the patient has answered too recently to start.
    """
    at = next((reply.at for reply in record.replies if reply.message == incoming.message), now)
    reason = record.session.reason if record.session.closed is not None else None
    if reason in ("completed", "stopped"):
        return Decision(state, end=reason)
    course = Course.of(record)
    if course is None:
        return begin(record, incoming, at, waiting) or Decision(state, end="nothing_open")
    applied = next((a for a in record.answers if a.message == incoming.message), None)
    if applied is not None:
        return answered(course, state, applied)
    item = course.on_show(state)
    if item is None:
        return begin(record, incoming, at, waiting) or Decision(state, end="completed")
    if incoming.message == state.last_message:
        return Decision(state)
    return act(Turn(record, course, item, state, incoming, at))


def begin(
    record: Record, incoming: Incoming, at: float, waiting: Collection[str]
) -> Decision | None:
    """Start the chosen questionnaire; None when that cannot be, or nothing was chosen.

    One that this session has answered already is not asked twice: its first answers would not
    count any more.
    """
    had = {start.questionnaire for start in record.starts}
    chosen = offered().get(incoming.questionnaire or "")
    if incoming.intent != "start_questionnaire" or chosen is None or chosen.id in {*waiting, *had}:
        return None
    start = Start(record.session.session, chosen.id, chosen.version, at, incoming.message)
    return Decision(State(last_message=incoming.message), post=start)
