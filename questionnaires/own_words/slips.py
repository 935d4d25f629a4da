"""Slips in the typing of words that count: one letter swapped, forgotten, too many or another."""

from __future__ import annotations

from collections.abc import Collection, Iterator

_SHORTEST = 4
"""Letters: shorter words are too easily one slip from each other."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def put_right(word: str, meant: Collection[str], known: Collection[str]) -> str:
    """The word that was meant, if it is the only kind of slip away and begins alike."""
    if len(word) < _SHORTEST or word in known or word in meant or not word.isalpha():
        return word
    for slips in _slips(word):
        found = sorted({one for one in slips if one in meant and one[0] == word[0]})
        if found:
            return found[0] if len(found) == 1 else word
    return word


def _slips(word: str) -> Iterator[list[str]]:
    """What may have been meant, by kind, the likeliest kind first; only words as long as that."""
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    kinds = (
        [a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1],
        [a + letter + b for a, b in parts for letter in _LETTERS],
        [a + b[1:] for a, b in parts if b],
        [a + letter + b[1:] for a, b in parts if b for letter in _LETTERS],
    )
    yield from ([one for one in kind if len(one) >= _SHORTEST] for kind in kinds)
