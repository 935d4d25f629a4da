"""The rules of a language, read from languages/<tag>.yml once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from safety.notation import compiled, vocabulary
from safety.spelling import QWERTY, Spelling
from safety.words import Writing

FOLDER = Path(__file__).parent / "languages"
_PARTS = ("idioms", "explicit", "veiled", "others", "past")
_SHORTEST_MEANT = 4
_LINES = ("negations", "between", "meant", "small", "answers", "asked", "not", "twice")
DEFAULT = "en"
"""Whose rules look at every reply, whatever language the patient speaks."""


@dataclass(frozen=True)
class Rule:
    """One line of the file."""

    text: str
    pattern: re.Pattern[str]
    negated: bool
    """It names the negation itself: one inside the match does not take anything back."""


@dataclass(frozen=True)
class Language:
    """What an alert can be raised by in one language."""

    tag: str
    idioms: tuple[Rule, ...]
    explicit: tuple[Rule, ...]
    veiled: tuple[Rule, ...]
    others: tuple[Rule, ...]
    past: tuple[Rule, ...]
    present: re.Pattern[str]
    negation: re.Pattern[str]
    """A negation at the end of what stands before a match, with little between."""
    negations: re.Pattern[str]
    answers: re.Pattern[str]
    """A negation that is an answer: "no, I ..."."""
    asked: re.Pattern[str]
    """What stands before one that is none: "why not ..."."""
    nots: re.Pattern[str]
    """The plain negation: a comma after it keeps a later one apart."""
    twice: re.Pattern[str]
    """A negation that an earlier one lifts: "not a day without"."""
    writing: Writing
    spelling: Spelling

    def read(self, text: str, beside: Language | None = None) -> tuple[str, ...]:
        """The reply's sentences, words joined by blanks with one in front, slips corrected; a word
        of the language beside this one is no slip."""
        words_of = self.writing.sentences(text)
        known = beside.spelling.known if beside else frozenset[str]()
        return tuple(self._joined(words, known) for words in words_of)

    def _joined(self, words: Iterable[str], known: frozenset[str]) -> str:
        correct = self.spelling.corrected
        right = (fixed for word in words for fixed in ((word,) if word in known else correct(word)))
        return "".join(f" {part}" for word in right for part in self.writing.expand(word))


@cache
def language(tag: str) -> Language:
    """The language of that tag; ValueError naming the rule that has a mistake."""
    as_written, body, writing = read_file(tag)
    words = {name: tuple(line.split("|")) for name, line in body["words"].items()}
    negations = _alternatives(body["negations"])

    def rules(part: str) -> tuple[Rule, ...]:
        return tuple(_rule(text, writing, words, negations) for text in as_written[part])

    return Language(
        tag,
        rules("idioms"),
        rules("explicit"),
        rules("veiled"),
        rules("others"),
        rules("past"),
        present=re.compile(_either(body["present"][0])),
        negation=re.compile(f"{_either(body['negations'])}(?:{_either(body['between'])}){{0,8}}$"),
        negations=negations,
        answers=compiled(body["answers"], words),
        asked=compiled(body["asked"], words),
        nots=re.compile(f"{_either(body['not'])}(?= )"),
        twice=_alternatives(body.get("twice", body["negations"])),
        writing=writing,
        spelling=_spelling(tag, body, writing),
    )


def read_file(tag: str) -> tuple[dict[str, Any], dict[str, Any], Writing]:
    """The file of a language, the same with all words spelled the way a reply's are read, and how
    the language is written."""
    body: dict[str, Any] = yaml.safe_load((FOLDER / f"{tag}.yml").read_text(encoding="utf-8"))
    writing = Writing(body)
    evened = dict(body)
    for part in (*_PARTS, "present"):
        evened[part] = [writing.evened(_text(tag, line)) for line in body[part]]
    for part in _LINES:
        if part in body:
            evened[part] = writing.evened(_text(tag, body[part]))
    evened["words"] = {name: writing.evened(line) for name, line in body["words"].items()}
    return body, evened, writing


def _text(tag: str, line: object) -> str:
    """What YAML takes for something else than text is a mistake of the file's."""
    if not isinstance(line, str):
        raise ValueError(f"Rule {line!r} of {tag}.yml is no text: put it in quotes.")
    return line


@cache
def languages() -> tuple[str, ...]:
    """Tags of the languages that crises are recognised in."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def screened(tag: str | None) -> tuple[str, ...]:
    """Whose rules look at a reply: English and the session's language; all while it is unknown."""
    others = [one for one in languages() if one != DEFAULT]
    if tag is not None:
        whole = tag.casefold()
        own = whole if whole in others else whole.partition("-")[0]
        others = [one for one in others if one == own]
    return (DEFAULT, *others)


def known_share(text: str, tag: str) -> float:
    """Share of words that a language's rules or word list know, in the reply's strangest sentence;
    0 without any word."""
    rules = language(tag)
    parts = [[word for word in part if word != ","] for part in rules.writing.sentences(text)]
    known = rules.spelling.known
    return min(
        (sum(word in known for word in part) / len(part) for part in parts if part), default=0.0
    )


def meant_words(body: Mapping[str, Any], writing: Writing) -> list[str]:
    """The words that a slip may be corrected to, the most important first."""
    lines = [*body["explicit"], *body["veiled"]]
    first = body["meant"].split()
    long = {word for word in _named(body, lines, writing) if len(word) >= _SHORTEST_MEANT}
    return [*first, *sorted(long - set(first))]


def named_words(body: Mapping[str, Any], writing: Writing) -> set[str]:
    """Every word that a rule or a contraction names."""
    return _named(body, [line for part in _PARTS for line in body[part]], writing)


def _named(body: Mapping[str, Any], lines: Iterable[str], writing: Writing) -> set[str]:
    classes = "|".join(body["words"].values()).replace("|", " ").split()
    named = {word for line in lines for word in vocabulary(line)}
    return named | set(classes) | writing.contractions


def _rule(
    text: str, writing: Writing, words: Mapping[str, tuple[str, ...]], negations: re.Pattern[str]
) -> Rule:
    evened = writing.evened(text)
    flat = re.sub("[|?_]", " ", f" {evened}")
    return Rule(text, compiled(evened, words), negations.search(flat) is not None)


def _spelling(tag: str, body: Mapping[str, Any], writing: Writing) -> Spelling:
    """English words are no slips in any language: "suicidal" is not Italian."""
    listed = set((FOLDER / f"{tag}.words.txt").read_text(encoding="utf-8").split())
    listed |= language(DEFAULT).spelling.known if tag != DEFAULT else set()
    known = [*(writing.evened(word) for word in listed), *named_words(body, writing)]
    small, rows = body["small"].split(), body.get("keyboard", QWERTY)
    return Spelling(meant_words(body, writing), known, small, rows)


def _either(line: str) -> str:
    words = "|".join(part.replace("_", " ") for part in line.split("|"))
    return f" (?:{words})(?= |$)"


def _alternatives(line: str) -> re.Pattern[str]:
    return re.compile(_either(line))
