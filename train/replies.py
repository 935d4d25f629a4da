"""GoEmotions rows as four moods, and which rows train, select, calibrate and report."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

MOODS = ("negative", "neutral", "positive", "other")
MOOD_OF_GROUP = {
    "ambiguous": "other",
    "negative": "negative",
    "neutral": "neutral",
    "positive": "positive",
}
GROUPS = ("ambiguous", "negative", "neutral", "positive")
"""The order of goemotions_group_labels.txt: the ids in the rows count along it."""


@dataclass(frozen=True)
class Replies:
    texts: tuple[str, ...]
    shares: npt.NDArray[np.float64]
    """[N, 4] one for a row of one mood, equal shares for a row of several."""

    def __len__(self) -> int:
        return len(self.texts)

    def rows(self, index: npt.NDArray[np.intp]) -> "Replies":
        return Replies(tuple(self.texts[i] for i in index), self.shares[index])


@dataclass(frozen=True)
class Splits:
    train: Replies
    select: Replies
    """Chooses the epoch."""
    calibrate: Replies
    """Fits the temperature and the threshold for rows of several moods."""
    report: Replies
    """Chooses and fits nothing: every reported figure comes from here."""


def load_splits(folder: Path, seed: int, limit: int = 0) -> Splits:
    """Dev rows: a quarter selects, a quarter calibrates, half report."""
    train = read(folder / "goemotions_group_train.tsv")
    dev = read(folder / "goemotions_group_dev.tsv")
    draw = np.random.default_rng(seed)
    order, quarter = draw.permutation(len(dev)), len(dev) // 4
    first = draw.permutation(len(train))[: limit or len(train)]
    return Splits(
        train=train.rows(first),
        select=dev.rows(order[:quarter]),
        calibrate=dev.rows(order[quarter : 2 * quarter]),
        report=dev.rows(order[2 * quarter :]),
    )


def read(path: Path) -> Replies:
    rows = list(_rows(path))
    return Replies(tuple(text for text, _ in rows), np.array([shares for _, shares in rows]))


def _rows(path: Path) -> Iterator[tuple[str, npt.NDArray[np.float64]]]:
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        text, groups, _ = line.split("\t")
        yield text, shares_of(groups)


def shares_of(groups: str) -> npt.NDArray[np.float64]:
    """`"1,3"`, negative and positive, as half and half."""
    named = [MOOD_OF_GROUP[GROUPS[int(group)]] for group in groups.split(",")]
    return np.array([named.count(mood) / len(named) for mood in MOODS])
