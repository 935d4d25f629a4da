"""The rules of a language, read from languages/<tag>.yml once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from safety.notation import compiled, vocabulary
from safety.spelling import Spelling
from safety.words import CONTRACTIONS, expand, sentences

FOLDER = Path(__file__).parent / "languages"
_PARTS = ("idioms", "explicit", "veiled", "others", "past")
_SHORTEST_MEANT = 4
_FIRST_MEANT = "die kill myself life live want end dead suicide suicidal wish not can".split()
"""What a slip was meant to be when it is as near to several words."""


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
    spelling: Spelling

    def read(self, text: str) -> tuple[str, ...]:
        """The reply's sentences, words joined by blanks with one in front, slips corrected."""
        return tuple(self._joined(words) for words in sentences(text))

    def _joined(self, words: Iterable[str]) -> str:
        right = (fixed for word in words for fixed in self.spelling.corrected(word))
        return "".join(f" {part}" for word in right for part in expand(word))


@cache
def language(tag: str) -> Language:
    """The language of that tag; ValueError naming the rule that has a mistake."""
    body: dict[str, Any] = yaml.safe_load((FOLDER / f"{tag}.yml").read_text(encoding="utf-8"))
    words = {name: tuple(line.split("|")) for name, line in body["words"].items()}
    negations = _alternatives(body["negations"])

    def rules(part: str) -> tuple[Rule, ...]:
        return tuple(_rule(text, words, negations) for text in body[part])

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
        spelling=_spelling(tag, body, words),
    )


def languages() -> tuple[str, ...]:
    """Tags of the languages that crises are recognised in."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def meant_words(body: dict[str, Any]) -> list[str]:
    """The words that a slip may be corrected to, the most important first."""
    lines = [*body["explicit"], *body["veiled"]]
    long = {word for word in _named(body, lines) if len(word) >= _SHORTEST_MEANT}
    return [*_FIRST_MEANT, *sorted(long - set(_FIRST_MEANT))]


def named_words(body: dict[str, Any]) -> set[str]:
    """Every word that a rule or a contraction names."""
    return _named(body, [line for part in _PARTS for line in body[part]])


def _named(body: dict[str, Any], lines: Iterable[str]) -> set[str]:
    classes = "|".join(body["words"].values()).replace("|", " ").split()
    named = {word for line in lines for word in vocabulary(line)}
    return named | set(classes) | CONTRACTIONS


def _rule(text: str, words: dict[str, tuple[str, ...]], negations: re.Pattern[str]) -> Rule:
    flat = re.sub("[|?_]", " ", f" {text}")
    return Rule(text, compiled(text, words), negations.search(flat) is not None)


def _spelling(tag: str, body: dict[str, Any], words: dict[str, tuple[str, ...]]) -> Spelling:
    known = (FOLDER / f"{tag}.words.txt").read_text(encoding="utf-8").split()
    return Spelling(meant_words(body), [*known, *named_words(body)])


def _either(line: str) -> str:
    words = "|".join(part.replace("_", " ") for part in line.split("|"))
    return f" (?:{words})(?= |$)"


def _alternatives(line: str) -> re.Pattern[str]:
    return re.compile(_either(line))
