"""A reply as evened-out words, sentence by sentence, the way its language is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bc\u2032]")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_SENTENCE_ENDS = re.compile(r"[.!?;:\n\u2026]+")
_PAUSES = re.compile(r"\.{2,}")
_SPACED = re.compile(r"\b(?:[^\W\d_] ){3,}[^\W\d_]\b")
_LOOKALIKES = {"$": "s", "@": "a", "0": "o", "1": "i", "3": "e"}
_RULE_WORDS = re.compile(r"<\w+>|[^\W\d_]+")
"""Of a rule: the names of words, which stay as they are, and the words."""

_WINDOW, _STEP = 60, 40
"""Words of a sentence that are looked at together, and how far apart such windows begin: what
belongs together is nearer than that, and a reply of 5,000 characters without a stop stays quick."""


def letters(text: str) -> str:
    """Small letters without accents, one kind of apostrophe, nothing invisible."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    seen = "".join(c for c in apart if unicodedata.category(c)[0] != "M" and c not in _INVISIBLE)
    return _APOSTROPHES.sub("'", seen)


class Writing:
    """How one language is written; README.md tells what its file may say of that."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self._pauses: bool = body.get("pauses", False)
        self._parted: bool = body.get("parted", False)
        self._endings: dict[str, str] = body.get("endings", {})
        self._lookalikes = str.maketrans(body.get("lookalikes", _LOOKALIKES))
        self._sounds = [(re.compile(seen), heard) for seen, heard in body.get("sounds", ())]
        self._joins = [_join(line) for line in body.get("joined", ())]
        self.sound = lru_cache(maxsize=4096)(self._sound)
        self._short = {
            self.evened(written): [self.evened(word) for word in meant.split()]
            for written, meant in body.get("short", {}).items()
        }

    @property
    def contractions(self) -> frozenset[str]:
        """Words that stand for others."""
        return frozenset(self._short)

    def sentences(self, text: str) -> list[list[str]]:
        """Words of each sentence: evened out, contractions in full; a comma is a word."""
        plain = letters(text)
        parts = _SENTENCE_ENDS.split(_PAUSES.sub(" ", plain) if self._pauses else plain)
        return [window for part in parts for window in _windows(self._words(part))]

    def expand(self, word: str) -> list[str]:
        """A contraction as its words; any other word as it is."""
        return self._short.get(word) or word.split()

    def evened(self, rule: str) -> str:
        """A word or a rule, its words spelled the way those of a reply are read."""
        return _RULE_WORDS.sub(
            lambda found: found[0] if found[0][0] == "<" else self.sound(found[0]), letters(rule)
        )

    def _words(self, sentence: str) -> list[str]:
        kept = "".join(
            c if c.isalnum() or c in "'*$@" else " , " if c == "," else " " for c in sentence
        )
        joined = _SPACED.sub(lambda spaced: spaced[0].replace(" ", ""), " ".join(kept.split()))
        for pattern, last in self._joins:
            joined = pattern.sub(rf"\g<1>{last}", joined)
        return [word for token in joined.split() for word in self._token(token)]

    def _token(self, token: str) -> list[str]:
        """One written token as words: "I'm", "wife's", "k1ll" as `i am`, `wife`, `kill`."""
        if token == ",":
            return [token]
        if self._parted:
            return [self._seen(part) for part in token.split("'") if part]
        stem, _, ending = token.partition("'")
        if self._endings.get(ending):
            return [*self.expand(stem), self._endings[ending]]
        whole = token.replace("'", "")
        if whole in self._short:
            return self.expand(whole)
        word = stem if ending in self._endings else whole
        return [self._seen(word)] if word else []

    def _seen(self, word: str) -> str:
        """Letters for what is typed in their place, spelled as it sounds."""
        if not word.isalpha() and any(c.isalpha() for c in word):
            word = word.translate(self._lookalikes)
        return self.sound(word)

    def _sound(self, word: str) -> str:
        for seen, heard in self._sounds:
            word = seen.sub(heard, word)
        return word


def _windows(words: list[str]) -> list[list[str]]:
    last = max(len(words) - _WINDOW + _STEP, 1)
    return [words[start : start + _WINDOW] for start in range(0, last, _STEP)] if words else []


def _join(line: str) -> tuple[re.Pattern[str], str]:
    """Two words that are one: `my|me self|selves` reads "me selves" as "meself"."""
    first, second = letters(line).split()
    return re.compile(rf"\b({first}) (?:{second})\b"), second.partition("|")[0]
