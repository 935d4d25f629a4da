"""What a reply in one's own words may mean at an item: exact words of the file and counts of days.

A wrong proposal costs more than none: where two things are said, or one is taken back, it stays
unsure, and the options are shown as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from questionnaires.definition import Item, Questionnaire
from questionnaires.own_words.counts import Span, days, numbered
from questionnaires.own_words.denial import Denial
from questionnaires.own_words.language import Language, language
from questionnaires.own_words.plain import PAUSE, plain

LONGEST = 200
"""Characters: a longer reply says more than one option."""
_TAKEN = "|"


@dataclass(frozen=True)
class Reading:
    """What the rules make of a reply."""

    value: int | None
    """The value of the option that it may mean; None: unsure."""
    settled: bool
    """Whether nobody else is to be asked: it is clear, or it is clear that it is unclear."""


_OPEN = Reading(None, settled=False)
_UNSURE = Reading(None, settled=True)


def read_reply(questionnaire: Questionnaire, item: Item, text: str) -> Reading:
    """What the reply may mean; never for an item that can alert."""
    if item.alert_from is not None or item.kind != "choice":
        return _UNSURE
    if len(text) > LONGEST or text.rstrip().endswith("?"):
        return _UNSURE
    known = language(questionnaire.language)
    if known is None:
        return _OPEN
    words = _Words.of(questionnaire, item, known)
    return words.read(words.plain(text))


@dataclass(frozen=True)
class _Words:
    """What is looked for at an item."""

    item: Item
    period: int | None
    """Days that the item asks about, where its options stand for numbers of days."""
    known: Language
    phrases: tuple[tuple[re.Pattern[str], int], ...]
    """What stands for each value, the longest first."""
    absent: tuple[re.Pattern[str], ...]
    """Those that say that there is none of it."""
    good: tuple[str, ...]
    """Good things that the item does not ask after."""
    meant: frozenset[str]

    @classmethod
    def of(cls, questionnaire: Questionnaire, item: Item, known: Language) -> _Words:
        counted = any(option.days for option in item.options)
        return _looked_for(item, questionnaire.recall_days if counted else None, known)

    def plain(self, text: str) -> str:
        return plain(text, self.known, self.meant, self.period is not None)

    def read(self, text: str) -> Reading:
        if self._has(self.known.unsure, text):
            return _UNSURE
        if self._is_scale():
            return self._number(text)
        left, found, negated = self._phrases(text)
        if negated:
            return _UNSURE
        if self.period is not None:
            spans, other = days(numbered(left, self.known), self.period, bool(found))
            found |= {self._of_days(span) for span in spans}
            of_good = found and self._has(self.good, left)
            if other or of_good or self._absent_and_more(text, left):
                return _UNSURE
        elif found and not self._only_fillers(left):
            return _OPEN
        if len(found) == 1:
            (value,) = found
            return Reading(value, settled=True)
        if found:
            return _UNSURE
        return self._denied(text)

    def _phrases(self, text: str) -> tuple[str, set[int | None], bool]:
        """What is left without the phrases, the values of those, and whether one is negated."""
        found: set[int | None] = set()
        for phrase, value in self.phrases:
            for match in phrase.finditer(text):
                if self._negated(text[: match.start()]):
                    return text, found, True
                found.add(value)
            text = phrase.sub(_TAKEN, text)
        return text, found, False

    def _absent_and_more(self, text: str, left: str) -> bool:
        """Whether it names the good, and more than that: "my husband sleeps well"."""
        asked = _asked(self.item, self.known)
        return any(one.search(text) for one in self.absent) and not all(
            self.known.leaves_good(word) or word in asked or word in (PAUSE, _TAKEN)
            for word in left.split()
        )

    def _negated(self, before: str) -> bool:
        clause = re.split(rf"[{PAUSE}{_TAKEN}]", before)[-1].split()
        return any(word in self.known.negations for word in clause[-2:])

    def _of_days(self, span: Span) -> int | None:
        for option in self.item.options:
            if option.days and option.days.low <= span.low and span.high <= option.days.high:
                return option.value
        return None

    def _is_scale(self) -> bool:
        return all(option.label.isdecimal() for option in self.item.options)

    def _number(self, text: str) -> Reading:
        """The one number on a scale, or what stands for its beginning."""
        left, found, negated = self._phrases(text)
        top = max(option.value for option in self.item.options)
        counted = re.sub(rf" (?:out of|of|/) #{top}(?!\S)", "", numbered(left, self.known))
        said = {one for one in counted.split() if one.startswith("#")}
        values = {f"#{option.value}": option.value for option in self.item.options}
        found |= {values.get(one) for one in said}
        rest = " ".join(one for one in counted.split() if not one.startswith("#"))
        if len(found) != 1 or negated:
            return _UNSURE if found else _OPEN
        (value,) = found
        return Reading(value if self._only_fillers(rest) else None, settled=True)

    def _only_fillers(self, left: str) -> bool:
        return all(word in self.known.fillers or word in (PAUSE, _TAKEN) for word in left.split())

    def _denied(self, text: str) -> Reading:
        """The first option of an item with "not at all", where the reply clearly denies all."""
        first = self.plain(self.item.options[0].label).split()
        if not first or first[0] not in self.known.negations:
            return _OPEN
        denied = Denial(self.known, _asked(self.item, self.known)).read(text)
        if denied is None:
            return _OPEN
        return Reading(self.item.options[0].value, settled=True) if denied else _UNSURE

    @staticmethod
    def _has(phrases: tuple[str, ...], text: str) -> bool:
        return any(re.search(rf"(?<!\S){re.escape(one)}(?!\S)", text) for one in phrases)


@lru_cache(maxsize=256)
def _looked_for(item: Item, period: int | None, known: Language) -> _Words:
    said = list(_said(item))
    counted = known.numbers.keys() | known.days | {f"{one}s" for one in known.days} | known.times
    meant = {word for text, _ in said for word in plain(text, known, (), False).split()}
    meant |= counted | known.counting
    meant |= {word for one in (*known.denials, *known.unsure) for word in one.split()}
    of_days = period is not None
    phrases = {plain(text, known, (), of_days): value for text, value in said}
    ordered = sorted(phrases.items(), key=lambda pair: -len(pair[0]))
    patterns = ((_pattern(phrase), value) for phrase, value in ordered if phrase)
    none_of_it = (_pattern(plain(text, known, (), of_days)) for text in item.absent)
    asked = _asked(item, known)
    good = tuple(one for one in known.good if not asked & set(one.split()))
    return _Words(item, period, known, tuple(patterns), tuple(none_of_it), good, frozenset(meant))


def _asked(item: Item, known: Language) -> frozenset[str]:
    return frozenset(plain(item.text, known, (), of_days=False).split())


def _said(item: Item) -> Iterator[tuple[str, int]]:
    """What stands for each value in the file."""
    for text in item.absent:
        yield text, item.options[0].value
    for option in item.options:
        if not option.label.isdecimal():
            yield option.label, option.value
        for text in option.synonyms:
            yield text, option.value


def _pattern(phrase: str) -> re.Pattern[str]:
    words = (re.escape(word) for word in phrase.split() if word != PAUSE)
    return re.compile(rf"(?<!\S){f' (?:{PAUSE} )?'.join(words)}(?!\S)")
