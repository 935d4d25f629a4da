"""Typed text to an official option or to a command; exact matches only, never a guess.

The words of a command are those of every language in texts/, whichever is spoken: the bot, the
store and the report, each in its own process, must take the same reply for the same thing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from questionnaires.definition import Item
from texts.language import DEFAULT, Texts, known, texts_of

_BUTTONS = ("back", "skip", "stop", "more")
"""Commands whose button is named in the section `bot` of the texts; the others' are in `more`."""

_APOSTROPHES = ("'", "\u2019")


def fold(text: str) -> str:
    """Case, blanks, punctuation and apostrophes evened out, so that only the words are left."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    joined = "".join(letter for letter in plain if letter not in _APOSTROPHES)
    letters = (letter if _is_word(letter) else " " for letter in joined)
    return " ".join("".join(letters).split())


def plain(text: str) -> str:
    """Folded, and without accents: many who type leave them out."""
    return _bare(fold(text))


def resolve(item: Item, text: str) -> int | None:
    """The value of the option whose label or number the text is; None when it is neither."""
    number = _number(text)
    if number is not None:
        return number if any(option.value == number for option in item.options) else None
    words = fold(text)
    # A label like "1" is found by its number only: "-1" folds to it and is something else.
    if words.isdecimal():
        return None
    labels = {fold(option.label): option.value for option in item.options}
    if words in labels:
        return labels[words]
    without_accents = [value for label, value in labels.items() if _bare(label) == words]
    return without_accents[0] if len(without_accents) == 1 else None


def is_command(text: str) -> str | None:
    """The name of the command when the text is exactly one of its words or phrases."""
    return _commands().get(_key(text))


def small_talk(text: str) -> str | None:
    """The kind of small talk when the text is exactly one of its phrases."""
    return _small_talk().get(plain(text))


def agrees(text: str) -> bool | None:
    """Whether the text is exactly a yes or a no; None when it is neither."""
    return _agreeing().get(plain(text))


def after_no(text: str) -> str | None:
    """What follows a no at the beginning; None where there is none."""
    if agrees(text) is False:
        return ""
    first, _, rest = text.strip().partition(" ")
    return rest if agrees(first) is False else None


def in_english(text: str) -> str:
    """An exact command or small talk in English words, which Rasa knows; other words stay."""
    command, talk, english = is_command(text), small_talk(text), texts_of(DEFAULT)
    if command is not None:
        said = commands_in(english)[command]
    elif talk is not None:
        said = english.typed.small_talk[talk]
    else:
        return text
    return text if plain(text) in map(plain, said) else said[0]


def commands_in(texts: Texts) -> Mapping[str, tuple[str, ...]]:
    """What can be typed in one language instead of an answer, by name: a single word counts with
    nothing around it but blanks, of a phrase the punctuation does not matter. The button's own
    words come last."""
    titles = {**{name: texts.bot[name] for name in _BUTTONS}, **texts.more}
    return {name: (*said, titles[name]) for name, said in texts.typed.commands.items()}


def commands() -> Mapping[str, tuple[str, ...]]:
    """What can be typed instead of an answer, by name, in all languages."""
    every = [commands_in(texts) for texts in _every()]
    return {name: tuple(one for said in every for one in said[name]) for name in every[0]}


@cache
def _commands() -> Mapping[str, str]:
    return {_key(one): name for name, said in commands().items() for one in said}


@cache
def _small_talk() -> Mapping[str, str]:
    said = (pair for texts in _every() for pair in texts.typed.small_talk.items())
    return {plain(one): name for name, phrases in said for one in phrases}


@cache
def _agreeing() -> Mapping[str, bool]:
    yes = {plain(one): True for texts in _every() for one in texts.typed.agreeing}
    return yes | {plain(one): False for texts in _every() for one in texts.typed.refusing}


def _every() -> Iterable[Texts]:
    return map(texts_of, known())


def _key(text: str) -> str:
    """What a command is found by: a phrase by its words, a single word as it was typed."""
    phrase = plain(text)
    return phrase if " " in phrase else _bare(text.strip().casefold().replace("\u2019", "'"))


def _number(text: str) -> int | None:
    digits = unicodedata.normalize("NFKC", text).strip().rstrip(".!").rstrip()
    return int(digits) if digits.isdecimal() and len(digits) <= 4 else None


def _is_word(letter: str) -> bool:
    """Letters, marks and digits; the rest separates words."""
    return unicodedata.category(letter)[0] in "LMN"


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
