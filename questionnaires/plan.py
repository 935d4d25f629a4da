"""Which items a session asks, in which order, given the answers so far."""

from __future__ import annotations

from collections.abc import Mapping

from contract.errors import NotFound
from contract.messages import Answer
from questionnaires.definition import Item, Questionnaire
from questionnaires.loader import load
from texts.speaking import spoken

FRAME = "whats_new"
"""The questionnaire whose first item comes before every other one's items, its second after."""


def plan(questionnaire_id: str, answers: Mapping[str, Answer]) -> tuple[Item, ...]:
    """The free-text question, the questionnaire's items that apply, the free-text question again.

    `answers` holds the latest per item. Raises NotFound for an id that patients cannot choose.
    """
    questionnaire = load(questionnaire_id)
    if not questionnaire.offered:
        raise NotFound(f"Questionnaire {questionnaire_id!r} cannot be chosen.")
    before, after = load(FRAME).items
    return _askable((before, *_own(questionnaire, answers), after))


def current(questionnaire_id: str, answers: Mapping[str, Answer]) -> Item | None:
    """The first item of the plan without an answer (a skip is one); None when all have one."""
    items = plan(questionnaire_id, answers)
    return next((item for item in items if item.id not in answers), None)


def progress(questionnaire_id: str, item_id: str, answers: Mapping[str, Answer]) -> str | None:
    """For example "4 of 9" among the questionnaire's own items; None for the free-text frame.

    An item that only sometimes applies counts from when it is on show, so that the number does
    not change while the others are answered.
    """
    own = _askable(_own(load(questionnaire_id), answers))
    places = {item.id: place for place, item in enumerate(own, start=1)}
    if item_id not in places:
        return None
    place = places[item_id]
    count = place + sum(item.show_if is None for item in own[place:])
    return spoken().bot["place"].format(place=place, count=count)


def _own(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> tuple[Item, ...]:
    return tuple(item for item in questionnaire.items if applies(item, answers))


def _askable(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Own words are asked for only in a language that crises are recognised in."""
    free_text = spoken().free_text
    return tuple(item for item in items if free_text or item.kind == "choice")


def applies(item: Item, answers: Mapping[str, Answer]) -> bool:
    """Whether the item is asked, given the latest answers."""
    if item.show_if is None:
        return True
    given = (answers[name].value for name in item.show_if.any_of if name in answers)
    return any(value is not None and value >= item.show_if.at_least for value in given)
