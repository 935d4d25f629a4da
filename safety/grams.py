"""A reply as hashed pieces: what the second look adds up. Pure, and the same in training.

Runs of one to three words as the rules read them (slips corrected, contractions apart), and runs of
two to five letters as they were typed, so that a slip that nobody foresaw still looks alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import chain
from zlib import crc32

PLACES = 1 << 17
"""Of each of the two kinds; pieces that share a place are told apart by their company."""
_WORDS, _LETTERS = (1, 2, 3), (2, 3, 4, 5)
_FEWEST = 2
_LONGEST_WORD = 40
"""Letters of a word that are looked at: one of 5,000 letters says nothing more."""


def grams(text: str, sentences: Sequence[str]) -> tuple[list[int], list[float]]:
    """Places and weights; `sentences` is the text as Language.read gives it.

    Each kind has length 1, so that a long reply does not shout.
    """
    words = {_place(piece, 0) for piece in _runs(sentences)}
    letters = {_place(piece, PLACES) for piece in _letters(text)}
    places = [*sorted(words), *sorted(letters)]
    weights = chain(_shares(len(words)), _shares(len(letters)))
    return places, list(weights)


def enough(sentences: Sequence[str]) -> bool:
    """Whether there are words enough to add up: what one word means, a rule must know."""
    return sum(len(sentence.split()) for sentence in sentences) >= _FEWEST


def _runs(sentences: Sequence[str]) -> Iterator[str]:
    words = " . ".join(sentences).split()
    for length in _WORDS:
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _letters(text: str) -> Iterator[str]:
    for word in text.lower().split():
        padded = f" {word[:_LONGEST_WORD]} "
        for length in _LETTERS:
            for start in range(max(1, len(padded) - length + 1)):
                yield padded[start : start + length]


def _place(piece: str, first: int) -> int:
    return first + crc32(piece.encode("utf-8", "surrogatepass")) % PLACES


def _shares(count: int) -> list[float]:
    return [1 / math.sqrt(count)] * count if count else []
