"""A reply as words that can be compared: small letters, pauses as commas, slips put right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from questionnaires.own_words.language import Language
from questionnaires.own_words.slips import put_right

PAUSE = ","
_PARTS = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|[%/]|[-\u2013\u2014]|[^\w\s]")
_DASHES = "-\u2013\u2014"


def plain(text: str, known: Language, meant: Collection[str], of_days: bool) -> str:
    """The words with a blank between them. `of_days`: a night counts as a day, as in "every night".

    `meant` are the words that a slip may be put right to.
    """
    even = unicodedata.normalize("NFKC", text).casefold()
    even = re.sub("['\u2019\u02bc`]", "", even)
    even = re.sub(r"(?:(?<=\s)|^)-(?=\d)", "minus ", even)
    parts = [_dashed(part) for part in _PARTS.findall(even)]
    parts = [put_right(part, meant, known.real) for part in parts]
    parts = _without_dashes(parts, known)
    if of_days:
        parts = [_day(part, known) for part in parts]
    return " ".join(_without_dropped(parts, known))


def is_number(word: str, known: Language) -> bool:
    """Whether it is one, in digits or as a word."""
    return word[:1].isdigit() or word in known.numbers


def _dashed(part: str) -> str:
    if part in _DASHES:
        return "-"
    return part if part[0].isalnum() or part in "%/" else PAUSE


def _without_dashes(parts: list[str], known: Language) -> list[str]:
    """A dash between two numbers is `to`; any other joins words and says nothing."""
    kept = []
    for place, part in enumerate(parts):
        if part != "-":
            kept.append(part)
        elif 0 < place < len(parts) - 1:
            sides = parts[place - 1], parts[place + 1]
            if all(is_number(one, known) for one in sides):
                kept.append("to")
    return kept


def _day(word: str, known: Language) -> str:
    if word in known.days:
        return "day"
    return "days" if word[-1:] == "s" and word[:-1] in known.days else word


def _without_dropped(parts: list[str], known: Language) -> list[str]:
    """Words without a meaning of their own go; "5 of 7" needs its `of`."""
    left = [part for part in parts if part not in known.dropped or part == "of"]
    return [
        part
        for place, part in enumerate(left)
        if part != "of" or is_number("".join(left[place + 1 : place + 2]), known)
    ]
