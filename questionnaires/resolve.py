"""Typed text to an official option or to a command; exact matches only, never a guess."""

from __future__ import annotations

import unicodedata

from questionnaires.definition import Item

COMMANDS = ("back", "skip", "stop")
_APOSTROPHES = ("'", "\u2019")


def fold(text: str) -> str:
    """Case, blanks, punctuation and apostrophes evened out, so that only the words are left."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    joined = "".join(letter for letter in plain if letter not in _APOSTROPHES)
    letters = (letter if _is_word(letter) else " " for letter in joined)
    return " ".join("".join(letters).split())


def resolve(item: Item, text: str) -> int | None:
    """The value of the option whose label or number the text is; None when it is neither."""
    number = _number(text)
    if number is not None:
        return number if any(option.value == number for option in item.options) else None
    words = fold(text)
    # A label like "1" is found by its number only: "-1" folds to it and is something else.
    labels = {fold(option.label): option.value for option in item.options}
    return None if words.isdecimal() else labels.get(words)


def is_command(text: str) -> str | None:
    """back, skip or stop when the text is exactly that word (case and blanks aside)."""
    word = text.strip().casefold()
    return word if word in COMMANDS else None


def _number(text: str) -> int | None:
    digits = unicodedata.normalize("NFKC", text).strip().rstrip(".!").rstrip()
    return int(digits) if digits.isdecimal() and len(digits) <= 4 else None


def _is_word(letter: str) -> bool:
    """Letters, marks and digits; the rest separates words."""
    return unicodedata.category(letter)[0] in "LMN"
