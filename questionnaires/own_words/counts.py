"""The numbers in a reply, and of how many days of the period they speak."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from questionnaires.own_words.language import Language
from questionnaires.own_words.plain import is_number

_WEEK = 7
_PARTS = {"halves": 2, "thirds": 3, "quarters": 4, "%": 100}
_COUNT = r"#(?P<low>[\d.]+)(?:-(?P<high>[\d.]+))?"
_UNIT = r"(?:days?|times)"
_BEFORE = (
    r"(?:(?P<before>more than|over|above|at least|less than|fewer than|under|below|up to|at most"
    r"|no more than|nearly|almost|not quite) )?"
)
_SHAPES = (
    ("part", rf"{_BEFORE}{_COUNT} (?P<of>halves|thirds|quarters|%)(?: {_UNIT})?"),
    ("share", rf"{_BEFORE}{_COUNT}(?: {_UNIT})? (?:out of|of|in|/) (?P<of>#\d+)(?: {_UNIT})?"),
    ("per day", rf"{_COUNT}(?: times)? (?:a|per|each|every|/) day"),
    ("rate", rf"{_BEFORE}{_COUNT}(?: {_UNIT})? (?:in a|a|per|each|every|/|out of) (?:week|weekly)"),
    ("every", rf"every {_COUNT} days?"),
    ("plain", rf"{_BEFORE}{_COUNT}(?: or so)? {_UNIT}"),
)
_SHIFTS = {
    "more than": (1, 1),
    "over": (1, 1),
    "above": (1, 1),
    "at least": (0, 1),
    "less than": (-1, -1),
    "fewer than": (-1, -1),
    "under": (-1, -1),
    "below": (-1, -1),
    "up to": (-1, 0),
    "at most": (-1, 0),
    "no more than": (-1, 0),
    "nearly": (-1, 0),
    "almost": (-1, 0),
    "not quite": (-1, 0),
}


@dataclass(frozen=True)
class Span:
    """Between so many days and so many."""

    low: int
    high: int


def numbered(text: str, known: Language) -> str:
    """Numbers as #7, two that belong together as #2-3."""
    for said, meant in sorted(known.read_as.items(), key=lambda pair: -len(pair[0])):
        text = re.sub(rf"(?<!\S){re.escape(said)}(?!\S)", meant, text)
    words = [_number(word, known) for word in text.split()]
    joined = " ".join(words)
    joined = re.sub(r"#1 or #2 days", "#1-2 days", joined)
    return re.sub(
        r"(?:between )?#(\d+)(?: days?| times)?(?: ,)?"
        r"(?: (?:to|or|maybe|perhaps|possibly|and))* #(\d+)(?!\S)(?! %)",
        _range,
        joined,
    )


def days(text: str, period: int, beside: bool) -> tuple[list[Span], bool]:
    """How many days of the period numbers in a reply speak of, and whether any does so in a way
    that says nothing about days, such as "twice a day".

    `beside`: a phrase says how often, so that "once" beside it says nothing more.
    """
    found: list[Span] = []
    for kind, shape in _SHAPES:
        if kind == "plain" and found:
            break
        if kind == "plain" and beside:
            shape = shape.replace(_UNIT, "days?")
        for match in re.finditer(rf"(?<!\S){shape}(?!\S)", text):
            if kind == "per day":
                return [], True
            found.append(_span(kind, match, period))
        text = re.sub(rf"(?<!\S){shape}(?!\S)", "|", text)
    return found, False


def _number(word: str, known: Language) -> str:
    if not is_number(word, known):
        return word
    return f"#{known.numbers[word]}" if word in known.numbers else f"#{word.replace(',', '.')}"


def _range(match: re.Match[str]) -> str:
    low, high = int(match[1]), int(match[2])
    joined = re.search(r" (?:to|or|maybe|perhaps|possibly|and) ", match[0]) or high == low + 1
    return f"#{low}-{high}" if joined and low < high else match[0]


def _span(kind: str, match: re.Match[str], period: int) -> Span:
    low = Fraction(match["low"])
    high = Fraction(match["high"] or match["low"])
    if kind == "every":
        return Span(_whole(period / max(high, Fraction(1))), _whole(period / max(low, Fraction(1))))
    factor = Fraction(1)
    if kind == "rate":
        factor = Fraction(period, _WEEK)
    elif kind == "part":
        factor = Fraction(period, _PARTS[match["of"]])
    elif kind == "share":
        factor = Fraction(period, max(1, int(match["of"][1:])))
    down, up = _SHIFTS.get(match["before"] or "", (0, 0))
    return Span(_whole(low * factor) + down, _whole(high * factor) + up)


def _whole(number: Fraction) -> int:
    return int(number + Fraction(1, 2))
