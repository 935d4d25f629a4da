"""The bot's messages as Bubbles: pure, one function per thing it says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from actions import wording
from actions.asides import aside_bubble
from actions.course import Course
from actions.proposal import suggested_at
from actions.state import State
from actions.waiting import Waiting
from contract.messages import Bubble, Button
from questionnaires.definition import Item, Questionnaire
from questionnaires.loader import find_item, offered
from questionnaires.payload import make_payload
from questionnaires.spoken import speaks
from texts.speaking import current


def greeting(waiting: Waiting, today: Collection[str] = ()) -> tuple[Bubble, ...]:
    """The first words of a session, and what there is to choose from."""
    return (Bubble(wording.HELLO), Bubble(wording.FREEDOM), *choice(waiting, today))


def asking_who(choice: Bubble) -> Bubble:
    """The choice of a questionnaire that also asks who answers: a chat keeps the keys of its last
    message only."""
    who = (
        Button(title, make_payload("answering", who=who)) for who, title in wording.who().items()
    )
    return replace(choice, text=f"{choice.text} {wording.WHO_ANSWERS}", commands=tuple(who))


def offers(without: Collection[str], today: Collection[str] = ()) -> tuple[Button, ...]:
    """The questionnaires to choose from, one button each; it says which was answered `today`."""
    return tuple(
        Button(
            _title(one, one.id in today),
            make_payload("start_questionnaire", questionnaire=one.id),
        )
        for one in offered().values()
        if one.id not in without
    )


def _title(one: Questionnaire, today: bool) -> str:
    """A questionnaire where it is chosen; with its language when that is not the patients'."""
    title = wording.AGAIN.format(title=one.title) if today else one.title
    if speaks(one, current()):
        return title
    return wording.ONLY_IN.format(title=title, language=wording.language_name(one.language))


def choice(waiting: Waiting, today: Collection[str] = ()) -> tuple[Bubble, ...]:
    """What was answered too recently, then the other questionnaires."""
    every, buttons = offered().values(), offers(waiting, today)
    answered = (
        Bubble(wording.ANSWERED.format(title=one.title, day=wording.day(waiting[one.id])))
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
    if state.aside is not None:
        return (*note, aside_bubble(state.aside, item, course))
    questionnaire, _ = find_item(item.id)
    opens = questionnaire.intro and item == questionnaire.items[0]
    own = questionnaire.language
    intro = (Bubble(questionnaire.intro, language=own),) if opens and questionnaire.intro else ()
    return (*note, *intro, _ask(item, course, suggested_at(item, state)))


def ended(reason: str, state: State, others: tuple[Button, ...] = ()) -> tuple[Bubble, ...]:
    """The last words of a session that was completed or stopped, and what else can be answered."""
    if reason != "completed":
        return (Bubble(wording.STOPPED, ends=True),)
    note = (Bubble(state.note),) if state.note else ()
    return (*note, Bubble(wording.COMPLETED, buttons=others, ends=True))


def _ask(item: Item, course: Course, suggested: str | None) -> Bubble:
    questionnaire, _ = find_item(item.id)
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
        pictures=item.pictures,
        recall=questionnaire.recall if item.scored else None,
        suggested=suggested,
        language=questionnaire.language,
    )


def _commands(item: Item, course: Course) -> tuple[Button, ...]:
    back = (Button(wording.BACK, make_payload("go_back", item=item.id)),)
    skip = (Button(wording.SKIP, make_payload("skip", item=item.id)),)
    ends = (
        Button(wording.STOP, make_payload("stop", item=item.id)),
        Button(wording.MORE, make_payload("more", item=item.id)),
    )
    return (*(back if course.before(item) else ()), *(() if item.required else skip), *ends)
