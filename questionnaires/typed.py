"""Words typed while an item is on show, as the payload that Rasa gets in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from questionnaires.definition import Questionnaire
from questionnaires.loader import find_item, offered
from questionnaires.payload import INTENTS, make_payload
from questionnaires.resolve import is_command, plain, resolve, small_talk
from texts.language import known, texts_of
from texts.speaking import speaking

_LONGEST = 200
"""Characters of a name."""
_ASIDE = re.compile(r"\s*\(([^()]+)\)\s*$")
"""What stands behind a title: a short name, or what a button says beside it."""


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


def chosen(words: str) -> str | None:
    """The payload that begins the one questionnaire that the words exactly name: by its title in
    any language, as its button has it, by the short name in it, or by its id."""
    if len(words) > _LONGEST:
        return None
    key = _key(_without_asides(words))
    ids = {id for name, id in _names() if name == key}
    return make_payload("start_questionnaire", questionnaire=ids.pop()) if len(ids) == 1 else None


def _without_asides(words: str) -> str:
    """Only what a button says beside a title is left away: other words there are the patient's."""
    aside = _ASIDE.search(words)
    while aside is not None and _key(aside[0]) in _asides():
        words = words[: aside.start()]
        aside = _ASIDE.search(words)
    return words


@cache
def _asides() -> frozenset[str]:
    """What buttons say beside a title, in every language."""
    every = [texts_of(tag) for tag in known()]
    return frozenset(
        _key(texts.bot[name].format(title="", language=language))
        for texts in every
        for name in ("again", "only_in")
        for language in texts.languages.values()
    )


def _names() -> Iterator[tuple[str, str]]:
    for tag in known():
        with speaking(tag):
            every = offered().values()
        for one in every:
            yield from ((_key(name), one.id) for name in _called(one))


def _called(one: Questionnaire) -> Iterator[str]:
    yield from (one.id, one.title, _ASIDE.sub("", one.title))
    short = _ASIDE.search(one.title)
    if short is not None:
        yield short[1]


def _key(name: str) -> str:
    """PHQ-9, phq 9 and phq9 are one."""
    return plain(name.replace("_", " ")).replace(" ", "")
