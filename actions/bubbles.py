"""The bot's messages as Bubbles: pure, one function per thing it says."""

from __future__ import annotations

from actions import wording
from actions.course import Course
from actions.state import State
from actions.waiting import Waiting
from contract.messages import Bubble, Button
from questionnaires.definition import Item
from questionnaires.loader import find_item, offered
from questionnaires.payload import make_payload


def greeting(waiting: Waiting) -> tuple[Bubble, ...]:
    """The first words of a session, and what there is to choose from."""
    return (Bubble(wording.HELLO), Bubble(wording.FREEDOM), *choice(waiting))


def choice(waiting: Waiting) -> tuple[Bubble, ...]:
    """What was answered too recently, then the other questionnaires, one button each."""
    every = offered().values()
    buttons = tuple(
        Button(one.title, make_payload("start_questionnaire", questionnaire=one.id))
        for one in every
        if one.id not in waiting
    )
    answered = (
        Bubble(wording.ANSWERED.format(title=one.title, day=f"{waiting[one.id]:%-d %B %Y}"))
        for one in every
        if one.id in waiting
    )
    return (
        *answered,
        Bubble(wording.CHOOSE if buttons else wording.NOTHING_TODAY, buttons=buttons),
    )


def question(course: Course, state: State) -> tuple[Bubble, ...]:
    """The note, then what waits for an answer: an item, or whether to stop.

    The instrument's opening words come before its first item.
    """
    item = course.on_show(state)
    if item is None:
        return ended("completed", state)
    note = (Bubble(state.note),) if state.note else ()
    if state.stop_asked:
        return (*note, _confirm_stop(item))
    questionnaire, _ = find_item(item.id)
    opens = questionnaire.intro and item == questionnaire.items[0]
    intro = (Bubble(questionnaire.intro),) if opens and questionnaire.intro else ()
    return (*note, *intro, _ask(item, course))


def ended(reason: str, state: State) -> tuple[Bubble, ...]:
    """The last words of a session that was completed or stopped."""
    note = (Bubble(state.note),) if state.note and reason == "completed" else ()
    return (
        *note,
        Bubble(wording.COMPLETED if reason == "completed" else wording.STOPPED, ends=True),
    )


def _ask(item: Item, course: Course) -> Bubble:
    return Bubble(
        text=item.text,
        item=item.id,
        input=item.kind,
        buttons=tuple(
            Button(option.label, make_payload("answer", item=item.id, option=str(option.value)))
            for option in item.options
        ),
        commands=_commands(item, course),
        progress=course.progress(item),
        camera_pause=item.alert_from is not None,
    )


def _commands(item: Item, course: Course) -> tuple[Button, ...]:
    back = (Button("Back", make_payload("go_back", item=item.id)),)
    skip = (Button("Skip", make_payload("skip", item=item.id)),)
    stop = (Button("Stop", make_payload("stop", item=item.id)),)
    return (*(back if course.before(item) else ()), *(() if item.required else skip), *stop)


def _confirm_stop(item: Item) -> Bubble:
    """It asks no item, so that "no" typed here is not read as an answer to one."""
    return Bubble(
        wording.CONFIRM_STOP,
        buttons=(
            Button(wording.YES_STOP, make_payload("confirm_stop")),
            Button(wording.NO_GO_ON, make_payload("continue")),
        ),
        camera_pause=item.alert_from is not None,
    )
