"""Whether a reply is in the words of the model's language: what it cannot read, it must not score.

A model made for English gives a sure answer to Italian too, and it means nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
SHORTEST_SLIP = 5
"""Letters: with fewer, a word of another language is too easily one slip from an English one."""
ENOUGH = 0.5
"""Share of the words that must be known; a word one slip away from a known one counts half."""
ENDINGS = ("ed", "ing", "ly", "ful", "less", "ness")
"""English ones: what a known word makes with one of them is known too, `refreshed` by `refresh`."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class KnownWords:
    """The words that the model met in training, in small letters without apostrophes."""

    words: frozenset[str]

    @classmethod
    def read(cls, path: Path) -> KnownWords:
        return cls(frozenset(path.read_text(encoding="utf-8").split()))

    def cover(self, text: str) -> bool:
        """Whether enough of the words are known; true where there are none, as in `7` and emoji."""
        found = [_plain(word) for word in WORD.findall(text.lower())]
        return sum(map(self._knows, found)) >= ENOUGH * len(found)

    def spell(self, text: str) -> str:
        """The text with each unknown word that is one slip from a known one put right."""
        return WORD.sub(lambda match: self._spelt(match.group()), text)

    def _knows(self, word: str) -> float:
        if word in self.words or self._made_of_known(word):
            return 1.0
        return 0.5 if self._meant(word) else 0.0

    def _spelt(self, word: str) -> str:
        plain = _plain(word.lower())
        known = plain in self.words or self._made_of_known(plain)
        return word if known else self._meant(plain) or word

    def _made_of_known(self, word: str) -> bool:
        """A known word of four letters or more with an ending: its `e` lost, its letter doubled."""
        stems = [word.removesuffix(one) for one in ENDINGS if word.endswith(one)]
        forms = (
            (stem, f"{stem}e", stem[:-1] if stem[-2:-1] == stem[-1:] else "") for stem in stems
        )
        return any(len(form) >= 4 and form in self.words for some in forms for form in some)

    def _meant(self, word: str) -> str | None:
        """The known word that is one letter swapped, forgotten, too many or changed away."""
        if len(word) < SHORTEST_SLIP:
            return None
        found = (slip for slips in _slips(word) for slip in slips if slip in self.words)
        return next(found, None)


def _plain(word: str) -> str:
    return re.sub("['\u2019]", "", word)


def _slips(word: str) -> tuple[list[str], ...]:
    """What may have been meant, by kind, the likeliest kind first."""
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1]
    forgotten = [a + letter + b for a, b in parts for letter in LETTERS]
    too_many = [a + b[1:] for a, b in parts if b]
    changed = [a + letter + b[1:] for a, b in parts if b for letter in LETTERS]
    return swapped, forgotten, too_many, changed
