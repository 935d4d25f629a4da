"""What is known of a language's words for numbers, days and no: read from <tag>.yml once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, eq=False)
class Language:
    """The file's parts; en.yml says what each is for."""

    numbers: Mapping[str, int]
    read_as: Mapping[str, str]
    days: frozenset[str]
    times: frozenset[str]
    dropped: frozenset[str]
    negations: frozenset[str]
    unsure: tuple[str, ...]
    denials: tuple[str, ...]
    no_denials: tuple[str, ...]
    troubles: frozenset[str]
    denied_with: frozenset[str]
    all_well: frozenset[str]
    good: tuple[str, ...]
    limiting: frozenset[str]
    fillers: frozenset[str]
    counting: frozenset[str]
    ordinary: frozenset[str]

    @cached_property
    def real(self) -> frozenset[str]:
        """Words that are no slip of another."""
        phrases = (*self.good, *self.all_well, *self.denials, *self.unsure)
        spelt = {word for phrase in phrases for word in phrase.split()}
        return self.fillers | self.ordinary | self.troubles | self.denied_with | spelt

    def says_nothing(self, word: str) -> bool:
        """Whether a word beside an answer leaves it as it is: who, when, and small words."""
        counted = word in self.numbers or word in self.counting or word[:1].isdigit()
        return counted or (word in self.denied_with and word not in self.negations)

    def leaves_good(self, word: str) -> bool:
        """Whether a word beside something good leaves it good."""
        said = self.says_nothing(word) or word in self.fillers
        return said and word not in self.limiting and word not in self.negations


@cache
def language(tag: str) -> Language | None:
    """Of a language tag or its first part; None where nothing is known of it."""
    path = FOLDER / f"{tag.casefold().partition('-')[0]}.yml"
    if not path.is_file():
        return None
    body = yaml.safe_load(path.read_text("utf-8"))
    return Language(
        numbers=body["numbers"],
        read_as=body["read_as"],
        days=frozenset(body["days"]),
        times=frozenset(body["times"]),
        dropped=frozenset(body["dropped"]),
        negations=frozenset(body["negations"]),
        unsure=tuple(body["unsure"]),
        denials=tuple(body["denials"]),
        no_denials=tuple(body["no_denials"]),
        troubles=frozenset(body["troubles"].split()),
        denied_with=frozenset(body["denied_with"].split()),
        all_well=frozenset(body["all_well"]),
        good=tuple(body["good"]),
        limiting=frozenset(body["limiting"]),
        fillers=frozenset(body["fillers"].split()),
        counting=frozenset(body["counting"].split()),
        ordinary=frozenset(body["ordinary"].split()),
    )
