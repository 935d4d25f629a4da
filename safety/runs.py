"""A reply as runs of letters and words, and what their weights add up to: a linear model.

It sees spelling and set phrases where the transformer sees meaning, so the two err apart.
Runs of three to seven letters cross the gaps between words; runs of one to three words are kept
apart from them. Each run has a place by its hash; those that share one are told apart by their
company. Counts are weighed as sublinear tf-idf (Manning, Raghavan and Schütze, 2008, section 6.4).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

PLACES = 1 << 18
"""Of each of the two kinds."""
LETTERS, WORDS = range(3, 8), range(1, 4)
_WORD = re.compile(r"[\w'*]+|[?!.,]")

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Runs:
    """The weights, ready to add up; a kind after the other along the first axis."""

    rarity: npt.NDArray[np.float16]
    """[2 * PLACES] inverse document frequency."""
    weights: npt.NDArray[np.float16]
    """[2 * PLACES, 3] for none, veiled and explicit."""
    bias: Floats
    """[3]"""

    @classmethod
    def parse(cls, content: bytes) -> Runs:
        """The content of a file that `save` wrote; ValueError or KeyError when it is none."""
        with np.load(BytesIO(content), allow_pickle=False) as file:
            rarity, weights, bias = (file[name] for name in ("rarity", "weights", "bias"))
        if weights.shape != (2 * PLACES, 3) or rarity.shape != (2 * PLACES,):
            raise ValueError(f"The runs' weights have the shape {weights.shape}.")
        return cls(rarity, weights, bias)

    def save(self, path: Path) -> None:
        np.savez_compressed(path, rarity=self.rarity, weights=self.weights, bias=self.bias)

    def log_probabilities(self, text: str) -> npt.NDArray[np.float64]:
        """[3] of none, veiled and explicit."""
        places, counts = counted(text)
        shares = weighed(places, counts, self.rarity[places].astype(np.float32))
        sums = shares @ self.weights[places].astype(np.float32) + self.bias
        sums = sums.astype(np.float64) - sums.max()
        found: npt.NDArray[np.float64] = sums - np.log(np.exp(sums).sum())
        return found


def counted(text: str) -> tuple[Places, Floats]:
    """The places of a text's runs, and how often each is met."""
    lower = text.lower()
    letters = Counter(_places(_letters(" ".join(lower.split())), 0))
    words = Counter(_places(_words(_WORD.findall(lower)), PLACES))
    both = letters | words
    return np.fromiter(both, np.int64, len(both)), np.fromiter(both.values(), np.float32, len(both))


def weighed(places: Places, counts: Floats, rarity: Floats) -> Floats:
    """Sublinear tf-idf, each kind of length 1, so that a long reply does not shout."""
    shares = (1 + np.log(counts)) * rarity
    for kind in (places < PLACES, places >= PLACES):
        length = float(np.linalg.norm(shares[kind]))
        shares[kind] /= length or 1.0
    return np.asarray(shares, np.float32)


def _letters(text: str) -> Iterator[str]:
    padded = f" {text} "
    for length in LETTERS:
        for start in range(len(padded) - length + 1):
            yield padded[start : start + length]


def _words(words: list[str]) -> Iterator[str]:
    for length in WORDS:
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _places(runs: Iterable[str], first: int) -> Iterator[int]:
    return (first + crc32(run.encode("utf-8", "surrogatepass")) % PLACES for run in runs)
