"""Words typed while an item is on show, as the payload that Rasa gets in their place."""

from __future__ import annotations

from questionnaires.loader import find_item
from questionnaires.payload import INTENTS, make_payload
from questionnaires.resolve import is_command, resolve, small_talk


def typed_payload(item_id: str, message: str, words: str) -> str:
    """The intent of an exact command or of small talk; else a `/reply`, whose words stay in the
    store. Where own words are asked for, small talk is an answer like any other."""
    command = is_command(words)
    if command is not None:
        return make_payload(INTENTS[command], item=item_id)
    talk = chat_at(item_id, words)
    if talk is not None:
        return make_payload("small_talk", item=item_id, kind=talk)
    return make_payload("reply", item=item_id, message=message)


def chat_at(item_id: str, words: str) -> str | None:
    """The kind of small talk that the words are at an item with options; None when none."""
    talk = small_talk(words)
    if talk is None:
        return None
    try:
        _, item = find_item(item_id)
    except Exception:  # unknown, or its file cannot be read: the action server says what is wrong
        return None
    return talk if item.kind == "choice" and resolve(item, words) is None else None
