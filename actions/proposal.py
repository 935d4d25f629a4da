"""Proposes the option that words may mean. Nothing is recorded as that option until it is pressed
or confirmed; where nothing is sure enough, the options are shown as they are."""

from __future__ import annotations

from dataclasses import replace

from actions import wording
from actions.state import State
from actions.turn import Decision, Turn
from contract.likeness import Likeness
from questionnaires.definition import Item
from questionnaires.loader import find_item
from questionnaires.own_words.reading import read_reply
from questionnaires.payload import make_payload, parse_payload


def by_rules(turn: Turn, words: str) -> Decision:
    """What the questionnaire's synonyms and counts of days make of words that are no option."""
    questionnaire, item = find_item(turn.item.id)
    reading = read_reply(questionnaire, item, words)
    unclear = turn.again(wording.CHOOSE_OR_MORE)
    if reading.value is not None:
        return proposed(unclear, item, reading.value)
    return unclear if reading.settled else replace(unclear, unclear=words)


async def by_likeness(decision: Decision, item: Item, likeness: Likeness) -> Decision:
    """The same decision, with the option that the text model finds alike, if there is one."""
    if decision.unclear is None:
        return decision
    value = await likeness.nearest(item.id, decision.unclear)
    known = any(option.value == value for option in item.options)
    return proposed(decision, item, value) if known and value is not None else decision


def proposed(decision: Decision, item: Item, value: int) -> Decision:
    """The item once more, with that option marked."""
    label = next(option.label for option in item.options if option.value == value)
    payload = make_payload("answer", item=item.id, option=str(value))
    note = wording.DO_YOU_MEAN.format(option=label)
    return replace(decision, state=replace(decision.state, suggested=payload, note=note))


def suggested_at(item: Item, state: State) -> str | None:
    """The payload of the option that is marked at the item on show."""
    if state.aside is not None or state.suggested is None:
        return None
    return state.suggested if parse_payload(state.suggested).entities["item"] == item.id else None
