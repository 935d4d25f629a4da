"""Typing slips in the words that matter: doubled, swapped, missing and neighbouring keys.

Only words that are not known are changed, and only into words that a rule names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

QWERTY = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST = 3
_LONG = 7
"""From so many letters on a word may be two slips away from what was meant."""
_MOST = {3: 1.0, 4: 1.0, 5: 1.2, 6: 1.2}
_MOST_LONG = 2.0
_LONGEST, _LONGEST_GLUED = 24, 80
"""Letters above which a word is not looked at as one word, as several without blanks."""
_DOUBLED, _NEIGHBOUR, _SWAPPED, _OTHER = 0.5, 0.6, 0.5, 1.0
Keys = frozenset[tuple[str, str]]
"""Pairs of keys that lie beside each other."""


def neighbours(rows: Sequence[str]) -> Keys:
    """Of a keyboard's rows of letters, each half a key further to the right."""
    places = {key: (y, x + y / 2) for y, row in enumerate(rows) for x, key in enumerate(row)}
    return frozenset(
        (one, other)
        for one, (y, x) in places.items()
        for other, (v, u) in places.items()
        if one != other and abs(y - v) <= 1 and abs(x - u) <= 1
    )


_NEXT = neighbours(QWERTY)


class Spelling:
    """Corrects towards `meant`; words in `known` are left alone.

    `small` words are seen when blanks are missing; other small words would be seen anywhere.
    """

    def __init__(
        self,
        meant: Iterable[str],
        known: Iterable[str],
        small: Iterable[str] = (),
        rows: Sequence[str] = QWERTY,
    ) -> None:
        self._meant = {word: rank for rank, word in enumerate(meant)}
        self._small = frozenset(small)
        self.known = frozenset(known) | self._meant.keys() | self._small
        self._letters = frozenset("".join(rows))
        self._next = neighbours(rows)
        self._squeezed = {squeezed(word): word for word in reversed(list(self._meant))}
        self._without: dict[str, set[str]] = {}
        for word in self._meant:
            for part in _shortened(word):
                self._without.setdefault(part, set()).add(word)
        self.corrected = lru_cache(maxsize=4096)(self._corrected)

    def _corrected(self, word: str) -> tuple[str, ...]:
        """The word, or the word or words that were meant."""
        if word in self.known or not self._typed(word):
            return (word,)
        if "*" in word:
            return (self._starred(word[:_LONGEST]),)
        if not _SHORTEST <= len(word) <= _LONGEST_GLUED or not word.isalpha():
            return (word,)
        short = squeezed(word)
        found = short if short in self._small else self._squeezed.get(short) or self._nearest(word)
        return (found,) if found else self._apart(word) or (word,)

    def _typed(self, word: str) -> bool:
        """Whether it is written with the language's letters."""
        return word.isascii() or all(c.isascii() or c in self._letters for c in word)

    def _starred(self, word: str) -> str:
        """Letters hidden behind stars, as in k*ll."""
        shape = re.compile(re.escape(word).replace(r"\*", r"[^\W\d_]?"))
        letters = len(word.replace("*", ""))
        fits = (meant for meant in self._meant if letters >= 2 and shape.fullmatch(meant))
        return next(fits, word)

    def _nearest(self, word: str) -> str | None:
        if len(word) > _LONGEST:
            return None
        near = {meant for part in _shortened(word) for meant in self._without.get(part, ())}
        most = _MOST.get(len(word), _MOST_LONG)
        costs = [(slips(word, meant, self._next), self._meant[meant], meant) for meant in near]
        fits = [cost for cost in costs if cost[0] <= most]
        return min(fits)[2] if fits else None

    def _apart(self, word: str) -> tuple[str, ...]:
        """The words of a word written without blanks; empty when it is none."""
        best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - _LONGEST), end):
                head, piece = best[start], word[start:end]
                if head is None or not (piece in self._meant or piece in self._small):
                    continue
                if best[end] is None or len(head) + 1 < len(best[end] or ()):
                    best[end] = (*head, piece)
        found = best[-1] or ()
        return found if any(len(piece) > 2 for piece in found) else ()


def squeezed(word: str) -> str:
    """Each run of a letter as one: a key held too long."""
    return "".join(letter for letter, _ in groupby(word))


def slips(typed: str, meant: str, beside: Keys = _NEXT) -> float:
    """How far the typed word is from the meant one; the usual slips of a hand count less."""
    before: list[float] = []
    row = [float(n) for n in range(len(meant) + 1)]
    for i, key in enumerate(typed, start=1):
        older, before, row = before, row, [i * _OTHER]
        for j, letter in enumerate(meant, start=1):
            extra = before[j] + (_DOUBLED if typed[i - 2 : i - 1] == key else _OTHER)
            missing = row[j - 1] + (_DOUBLED if meant[j - 2 : j - 1] == letter else _OTHER)
            least = min(extra, missing, before[j - 1] + _instead(key, letter, beside))
            if i > 1 and j > 1 and key == meant[j - 2] and typed[i - 2] == letter:
                least = min(least, older[j - 2] + _SWAPPED)
            row.append(least)
    return row[-1]


def _instead(key: str, letter: str, beside: Keys) -> float:
    if key == letter:
        return 0.0
    return _NEIGHBOUR if (key, letter) in beside else _OTHER


def _shortened(word: str) -> set[str]:
    """The word, and what is left of it without one letter, a long one without two."""
    once = {word[:i] + word[i + 1 :] for i in range(len(word))}
    twice = (
        {p[:i] + p[i + 1 :] for p in once for i in range(len(p))} if len(word) >= _LONG else set()
    )
    return {word} | once | twice
