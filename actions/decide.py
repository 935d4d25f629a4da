"""What one message does to a questionnaire: pure, so that a repeat of it decides the same.

Only exact payloads, exact option labels and numbers, and the exact words back, skip and stop act.
A message for an item that is not on show, or one already applied, changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Literal

from actions import wording
from actions.course import Course
from actions.incoming import WORDS, Incoming
from actions.state import State
from contract.messages import Answer, Record, Start
from questionnaires.definition import Item
from questionnaires.loader import find_item, load, offered
from questionnaires.resolve import fold, is_command, resolve

End = Literal["completed", "stopped", "nothing_open"]


@dataclass(frozen=True)
class Decision:
    """What to store, what to remember, and whether the form is over."""

    state: State
    post: Start | Answer | None = None
    end: End | None = None
    """How the form ends; None: it asks the item on show."""


@dataclass(frozen=True)
class Turn:
    """One message at its place in a questionnaire."""

    record: Record
    course: Course
    item: Item
    """The item on show."""
    state: State
    incoming: Incoming
    at: float
    """When it was sent."""

    def again(self, note: str | None) -> Decision:
        """Nothing happens: the same question once more, after a note."""
        return Decision(replace(self.state, note=note, last_message=self.incoming.message))

    def go_on(self, state: State) -> Decision:
        """Ask what that state has on show."""
        return Decision(replace(state, note=None, last_message=self.incoming.message))


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
        return _begin(record, state, incoming, at, waiting)
    applied = next((a for a in record.answers if a.message == incoming.message), None)
    if applied is not None:
        return _answered(course, state, applied)
    item = course.on_show(state)
    if item is None:
        return Decision(state, end="completed")
    if incoming.message == state.last_message:
        return Decision(state)
    return _act(Turn(record, course, item, state, incoming, at))


def _begin(
    record: Record, state: State, incoming: Incoming, at: float, waiting: Collection[str]
) -> Decision:
    """Start the chosen questionnaire; anything else finds none open."""
    chosen = offered().get(incoming.questionnaire or "")
    if incoming.intent != "start_questionnaire" or chosen is None or chosen.id in waiting:
        return Decision(state, end="nothing_open")
    start = Start(record.session.session, chosen.id, chosen.version, at, incoming.message)
    return Decision(State(last_message=incoming.message), post=start)


def _answered(course: Course, state: State, answer: Answer) -> Decision:
    """What follows an answer that counts already; the same whether it is new or a repeat."""
    _, item = find_item(answer.item)
    words = item.kind == "text" and not answer.skipped
    noted = replace(state, note=wording.THANKS if words else None)
    if course.on_show(state) is None:
        return Decision(noted, end="completed")
    return Decision(replace(noted, stop_asked=False, last_message=answer.message))


def _act(turn: Turn) -> Decision:
    intent, words = turn.incoming.intent, _words(turn)
    if intent in (WORDS, "reply"):
        confirmed = _confirmation(words) if turn.state.stop_asked else None
        intent = confirmed or _COMMANDS.get(is_command(words) or "", intent)
    if turn.incoming.intent in _FOR_THE_ITEM and turn.incoming.item != turn.item.id:
        known = turn.incoming.item in turn.course.answers
        return turn.again(wording.ALREADY_ANSWERED if known else None)
    return _ACTS.get(intent, _stay)(turn)


def _answer(turn: Turn) -> Decision:
    option = turn.incoming.option or ""
    values = {str(one.value): one.value for one in turn.item.options}
    return _give(turn, values[option]) if option in values else _unclear(turn)


def _reply(turn: Turn) -> Decision:
    if turn.item.kind == "text":
        return _give(turn, None)
    value = resolve(turn.item, _words(turn))
    return _unclear(turn) if value is None else _give(turn, value)


def _skip(turn: Turn) -> Decision:
    return turn.again(wording.REQUIRED) if turn.item.required else _give(turn, None, skipped=True)


def _back(turn: Turn) -> Decision:
    before = turn.course.before(turn.item)
    if before is None:
        return turn.again(wording.FIRST)
    return turn.go_on(turn.course.going_back_to(before))


def _stop(turn: Turn) -> Decision:
    return turn.go_on(replace(turn.state, stop_asked=True))


def _confirm_stop(turn: Turn) -> Decision:
    # The state stays as it is: a repeat, after a closing that failed, must find it asked.
    return Decision(turn.state, end="stopped") if turn.state.stop_asked else _stop(turn)


def _continue(turn: Turn) -> Decision:
    return turn.go_on(replace(turn.state, stop_asked=False))


def _start(turn: Turn) -> Decision:
    chosen_now = any(start.message == turn.incoming.message for start in turn.record.starts)
    return turn.again(None if chosen_now else wording.BUSY)


def _unclear(turn: Turn) -> Decision:
    options = turn.state.stop_asked or turn.item.kind == "choice"
    return turn.again(wording.CHOOSE_OPTION if options else wording.WRITE)


def _stay(turn: Turn) -> Decision:
    return turn.again(None)


def _give(turn: Turn, value: int | None, *, skipped: bool = False) -> Decision:
    questionnaire, item = find_item(turn.item.id)
    answer = Answer(
        session=turn.record.session.session,
        questionnaire=questionnaire.id,
        version=load(questionnaire.id).version,
        item=item.id,
        value=value,
        at=turn.at,
        message=turn.incoming.message,
        skipped=skipped,
    )
    return replace(_answered(turn.course.with_answer(answer), turn.state, answer), post=answer)


def _words(turn: Turn) -> str:
    """What was typed; the words of a `/reply` wait in the store."""
    if turn.incoming.words is not None:
        return turn.incoming.words
    replies = turn.record.replies
    return next((one.text for one in replies if one.message == turn.incoming.message), "")


def _confirmation(words: str) -> str | None:
    """The answer to "do you want to stop?", exact words only."""
    said = fold(words)
    if said in ("yes", fold(wording.YES_STOP)):
        return "confirm_stop"
    return "continue" if said in ("no", fold(wording.NO_GO_ON)) else None


_COMMANDS = {"back": "go_back", "skip": "skip", "stop": "stop"}
_FOR_THE_ITEM = ("answer", "reply", "go_back", "skip")
_ACTS: dict[str, Callable[[Turn], Decision]] = {
    "start_questionnaire": _start,
    "answer": _answer,
    "reply": _reply,
    "go_back": _back,
    "skip": _skip,
    "stop": _stop,
    "confirm_stop": _confirm_stop,
    "continue": _continue,
    WORDS: _unclear,
}
