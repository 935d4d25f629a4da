"""What each intent does to the item on show, and which intent typed words stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from actions import wording
from actions.asides import aside_bubble
from actions.incoming import WORDS, Incoming, read_payload
from actions.interruption import INTERRUPTIONS, said_to
from actions.proposal import by_rules, suggested_at
from actions.state import State
from actions.turn import Decision, Turn
from contract.messages import SkipReason, Start
from questionnaires.loader import load
from questionnaires.payload import INTENTS
from questionnaires.resolve import after_no, agrees, is_command, plain, resolve

_FOR_THE_ITEM = ("answer", "reply", "go_back", "skip")
_REASONS: tuple[SkipReason, ...] = get_args(SkipReason)


def act(turn: Turn) -> Decision:
    """What the message does to the item on show."""
    if turn.incoming.intent in _FOR_THE_ITEM and turn.incoming.item != turn.item.id:
        known = turn.incoming.item in turn.course.answers
        return turn.again(wording.ALREADY_ANSWERED if known else None)
    meant = replace(turn, incoming=_meant(turn))
    if meant.incoming.intent in INTERRUPTIONS:
        return _interrupt(meant)
    return _ACTS.get(meant.incoming.intent, _stay)(meant)


def _meant(turn: Turn) -> Incoming:
    """What typed words stand for: a button of the aside on show, or a command."""
    incoming = turn.incoming
    if incoming.intent not in (WORDS, "reply"):
        return incoming
    payload = _label(turn) or _confirmed(turn)
    if payload is not None:
        return read_payload(payload, incoming.message)
    command = is_command(turn.words)
    if command is not None:
        return Incoming(INTENTS[command], incoming.message, item=turn.item.id)
    return Incoming("continue", incoming.message) if turn.state.aside == "pause" else incoming


def _label(turn: Turn) -> str | None:
    """The payload of the aside's button that was typed: its title, or the number that it begins
    with; yes and no are its first and last."""
    if turn.state.aside is None:
        return None
    said, yes = plain(turn.words), agrees(turn.words)
    buttons = aside_bubble(turn.state.aside, turn.item, turn.course).buttons
    if turn.state.aside in ("stop", "restart") and yes is not None:
        return buttons[0 if yes else -1].payload
    numbered = {one.title.partition(". ")[0]: one.payload for one in buttons}
    if said.isdecimal() and said in numbered:
        return numbered[said]
    return next((one.payload for one in buttons if plain(one.title) == said), None)


def _confirmed(turn: Turn) -> str | None:
    """The payload of the proposed option, if the words say that it was meant."""
    suggested = suggested_at(turn.item, turn.state)
    if suggested is None or resolve(turn.item, turn.words) is not None:
        return None
    return suggested if agrees(turn.words) else None


def _interrupt(turn: Turn) -> Decision:
    note = said_to(turn.incoming, turn.item, load(turn.course.questionnaire))
    return replace(turn, state=replace(turn.state, aside=None)).again(note)


def _answer(turn: Turn) -> Decision:
    option = turn.incoming.option or ""
    values = {str(one.value): one.value for one in turn.item.options}
    return turn.give(values[option]) if option in values else _unclear(turn)


def _reply(turn: Turn) -> Decision:
    if turn.item.kind == "text":
        return turn.give(None)
    value = resolve(turn.item, turn.words)
    if value is not None:
        return turn.give(value)
    if turn.state.aside is not None:
        return _unclear(turn)
    suggested = suggested_at(turn.item, turn.state) is not None
    rest = after_no(turn.words) if suggested else None
    if rest is None:
        return by_rules(turn, turn.words)
    # A no to what was proposed says nothing about the item itself.
    return by_rules(turn, rest) if rest else _unclear(turn)


def _skip(turn: Turn) -> Decision:
    """Of a choice it is asked why; own words need no reason for being left out."""
    if turn.item.required:
        return turn.again(wording.REQUIRED)
    reason = next((one for one in _REASONS if one == turn.incoming.reason), None)
    if reason is None and turn.item.kind == "choice":
        return turn.ask("skip")
    return turn.give(None, reason or "unsaid")


def _back(turn: Turn) -> Decision:
    before = turn.course.before(turn.item)
    if before is None:
        return turn.again(wording.FIRST)
    return turn.go_on(turn.course.going_back_to(before))


def _change(turn: Turn) -> Decision:
    """Show the answers that can be changed, or the one that was picked among them."""
    answered = turn.course.answered()
    picked = next((item for item in answered if item.id == turn.incoming.to), None)
    if picked is not None:
        return turn.go_on(turn.course.going_back_to(picked))
    return turn.ask("change") if answered else turn.again(wording.NOTHING_TO_CHANGE)


def _stop(turn: Turn) -> Decision:
    return turn.ask("stop")


def _confirm_stop(turn: Turn) -> Decision:
    # The state stays as it is: a repeat, after a closing that failed, must find it asked.
    return Decision(turn.state, end="stopped") if turn.state.aside == "stop" else _stop(turn)


def _start_over(turn: Turn) -> Decision:
    return turn.ask("restart")


def _confirm_start_over(turn: Turn) -> Decision:
    if any(start.message == turn.incoming.message for start in turn.record.starts):
        return turn.again(None)
    if turn.state.aside != "restart":
        return _start_over(turn)
    one = load(turn.course.questionnaire)
    session, message = turn.record.session.session, turn.incoming.message
    start = Start(session, one.id, one.version, turn.at, message)
    return Decision(State(last_message=message, note=wording.STARTED_OVER), post=start)


def _pause(turn: Turn) -> Decision:
    return turn.ask("pause")


def _more(turn: Turn) -> Decision:
    return turn.ask("more")


def _continue(turn: Turn) -> Decision:
    return turn.ask(None)


def _start(turn: Turn) -> Decision:
    chosen_now = any(start.message == turn.incoming.message for start in turn.record.starts)
    return turn.again(None if chosen_now else wording.BUSY)


def _unclear(turn: Turn) -> Decision:
    if turn.state.aside is not None:
        return turn.again(wording.CHOOSE_OPTION)
    return turn.again(wording.CHOOSE_OR_MORE if turn.item.kind == "choice" else wording.WRITE)


def _stay(turn: Turn) -> Decision:
    return turn.again(None)


_ACTS: dict[str, Callable[[Turn], Decision]] = {
    "start_questionnaire": _start,
    "answer": _answer,
    "reply": _reply,
    "go_back": _back,
    "change_answer": _change,
    "skip": _skip,
    "pause": _pause,
    "more": _more,
    "start_over": _start_over,
    "confirm_start_over": _confirm_start_over,
    "stop": _stop,
    "confirm_stop": _confirm_stop,
    "continue": _continue,
    WORDS: _unclear,
}
