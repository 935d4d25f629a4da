"""GoEmotions rows and clinical replies as four moods: what trains, selects, calibrates, reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
MOODS = ("negative", "neutral", "positive", "other")
MOOD_OF_GROUP = {
    "ambiguous": "other",
    "negative": "negative",
    "neutral": "neutral",
    "positive": "positive",
}
GROUPS = ("ambiguous", "negative", "neutral", "positive")
"""The order of goemotions_group_labels.txt: the ids in the rows count along it."""
EMOTIONS = 28
CLINICAL = Path(__file__).parent / "data"
DEVELOPMENT = "clinical_replies_dev.tsv"


@dataclass(frozen=True)
class Replies:
    texts: tuple[str, ...]
    shares: Floats
    """[N, 4] one for a row of one mood, equal shares for a row of several."""
    fine: Floats
    """[N, 28] ones for the GoEmotions emotions of a row; all zero where they are not known."""

    def __len__(self) -> int:
        return len(self.texts)

    def rows(self, index: npt.NDArray[np.intp]) -> "Replies":
        return Replies(tuple(self.texts[i] for i in index), self.shares[index], self.fine[index])


@dataclass(frozen=True)
class Splits:
    train: Replies
    select: Replies
    """Chooses the epoch and the approach."""
    calibrate: Replies
    """Fits the temperature and the threshold for rows of several moods."""
    report: Replies
    """Chooses and fits nothing: every reported figure comes from here."""


@dataclass(frozen=True)
class Parts:
    comments: Splits
    """GoEmotions."""
    replies: Splits
    """Clinical replies; here `select` and `calibrate` are the same rows."""


def load_splits(folder: Path, seed: int, limit: int = 0) -> Splits:
    """Dev rows of GoEmotions: a quarter selects, a quarter calibrates, half report."""
    train, dev = read_goemotions(folder, "train"), read_goemotions(folder, "dev")
    draw = np.random.default_rng(seed)
    order, quarter = draw.permutation(len(dev)), len(dev) // 4
    first = draw.permutation(len(train))[: limit or len(train)]
    return Splits(
        train=train.rows(first),
        select=dev.rows(order[:quarter]),
        calibrate=dev.rows(order[quarter : 2 * quarter]),
        report=dev.rows(order[2 * quarter :]),
    )


def load_clinical(folder: Path = CLINICAL) -> Splits:
    """The replies in `train/data`; the first half of dev selects and calibrates, the rest reports.

    By place and not by seed, so that a reply once looked at never comes to report.
    """
    train = join([read_clinical(path) for path in training_files(folder)])
    dev = read_clinical(folder / DEVELOPMENT)
    half = len(dev) // 2
    select = dev.rows(np.arange(half))
    return Splits(train, select, select, dev.rows(np.arange(half, len(dev))))


def training_files(folder: Path = CLINICAL) -> list[Path]:
    return sorted(folder.glob("clinical_replies_train*.tsv"))


def read_goemotions(folder: Path, part: str) -> Replies:
    """The groups of `part`, and where the file is there the same rows' 28 emotions."""
    groups = _rows(folder / f"goemotions_group_{part}.tsv")
    texts, ids, comments = zip(*groups, strict=True)
    fine = np.zeros((len(texts), EMOTIONS))
    path = folder / f"goemotions_28_{part}.tsv"
    known = {row[2]: row[1] for row in _rows(path)} if path.exists() else {}
    for place, comment in enumerate(comments):
        fine[place, _numbers(known.get(comment, ""))] = 1
    return Replies(texts, np.array([shares_of(one) for one in ids]), fine)


def read_clinical(path: Path) -> Replies:
    """Lines `mood<TAB>text`."""
    rows = list(_rows(path))
    for number, row in enumerate(rows, 1):
        if len(row) != 2 or row[0] not in MOODS or not row[1].strip():
            raise SystemExit(f"{path.name}:{number} is not a mood, a tab and a text.")
    shares = np.array([[float(mood == one) for one in MOODS] for mood, _ in rows])
    return Replies(tuple(text for _, text in rows), shares, np.zeros((len(rows), EMOTIONS)))


def single(replies: Replies) -> Replies:
    """The rows of exactly one mood."""
    return replies.rows(np.flatnonzero(replies.shares.max(axis=1) == 1))


def join(parts: Sequence[Replies]) -> Replies:
    return Replies(
        tuple(text for part in parts for text in part.texts),
        np.concatenate([part.shares for part in parts]),
        np.concatenate([part.fine for part in parts]),
    )


def shares_of(groups: str) -> Floats:
    """`"1,3"`, negative and positive, as half and half."""
    named = [MOOD_OF_GROUP[GROUPS[group]] for group in _numbers(groups)]
    return np.array([named.count(mood) / len(named) for mood in MOODS])


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        yield line.split("\t")


def _numbers(ids: str) -> list[int]:
    return [int(one) for one in ids.split(",") if one]
