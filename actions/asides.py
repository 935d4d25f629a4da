"""What is asked in the item's place, as bubbles. They name no item, so that words typed here are
never read as an answer to one."""

from __future__ import annotations

from textwrap import shorten

from actions import wording
from actions.course import Course
from actions.state import Aside
from contract.messages import Bubble, Button
from questionnaires.definition import Item
from questionnaires.loader import load
from questionnaires.payload import INTENTS, make_payload

_LONGEST_TITLE = 90


def aside_bubble(aside: Aside, item: Item, course: Course) -> Bubble:
    """The bubble; the camera is paused with the item that it stands in for, and in a pause."""
    text, buttons = _ASIDES[aside](item, course)
    return Bubble(
        text, buttons=buttons, camera_pause=aside == "pause" or item.alert_from is not None
    )


_Asked = tuple[str, tuple[Button, ...]]


def _stop(item: Item, course: Course) -> _Asked:
    return wording.CONFIRM_STOP, (
        Button(wording.YES_STOP, make_payload("confirm_stop")),
        Button(wording.NO_GO_ON, make_payload("continue")),
    )


def _restart(item: Item, course: Course) -> _Asked:
    title = load(course.questionnaire).title
    return wording.CONFIRM_RESTART.format(title=title), (
        Button(wording.YES_RESTART, make_payload("confirm_start_over")),
        Button(wording.NO_GO_ON, make_payload("continue")),
    )


def _pause(item: Item, course: Course) -> _Asked:
    return wording.PAUSED, (Button(wording.GO_ON, make_payload("continue")),)


def _skip(item: Item, course: Course) -> _Asked:
    reasons = tuple(
        Button(title, make_payload("skip", item=item.id, reason=reason))
        for reason, title in wording.skip_reasons().items()
    )
    return wording.WHY_SKIP, (*reasons, Button(wording.NOT_SKIP, make_payload("continue")))


def _change(item: Item, course: Course) -> _Asked:
    answers = tuple(
        Button(_given(one, course), make_payload("change_answer", to=one.id))
        for one in course.answered()
        if one != item
    )
    return wording.CHANGE_WHICH, (*answers, Button(wording.CHANGE_NONE, make_payload("continue")))


def _more(item: Item, course: Course) -> _Asked:
    named = tuple(
        Button(title, make_payload(INTENTS[command], item=item.id))
        for command, title in wording.more().items()
    )
    return wording.WHAT_NOW, (*named, Button(wording.GO_ON, make_payload("continue")))


def _given(item: Item, course: Course) -> str:
    """An answered item in a line: its number, its words, its answer. Own words are not repeated."""
    answer = course.answers[item.id]
    place = (course.progress(item) or "").partition(" ")[0]
    label = next((o.label for o in item.options if o.value == answer.value), wording.OWN_WORDS)
    said = wording.SKIPPED if answer.skipped else label
    start = f"{place}. {item.text}" if place else item.text
    return f"{shorten(start, _LONGEST_TITLE, placeholder='…')} ({said})"


_ASIDES = {
    "stop": _stop,
    "restart": _restart,
    "pause": _pause,
    "skip": _skip,
    "change": _change,
    "more": _more,
}
