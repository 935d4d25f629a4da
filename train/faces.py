"""FER+ faces: what a row's votes say, and which rows train, select, calibrate and report."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

LABELS = (
    "neutral",
    "happiness",
    "surprise",
    "sadness",
    "anger",
    "disgust",
    "fear",
    "contempt",
    "unknown",
)
EMOTIONS = 8
"""The first eight labels are emotions; `unknown` is what raters chose when they could not tell."""
NO_MAJORITY = -1

MOODS = ("negative", "neutral", "positive", "other")
MOOD_OF = {
    "neutral": "neutral",
    "happiness": "positive",
    "surprise": "other",
    "sadness": "negative",
    "anger": "negative",
    "disgust": "negative",
    "fear": "negative",
    "contempt": "negative",
    "unknown": "other",
}
TO_MOOD = np.array([[MOOD_OF[label] == mood for mood in MOODS] for label in LABELS], np.float64)
"""[9, 4] of 0 and 1: emotion probabilities times this are mood probabilities."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Faces:
    pixels: npt.NDArray[np.uint8]
    """[N, 48, 48] grey."""
    votes: Floats
    """[N, 9] share of the votes left after single votes and not-a-face votes are dropped."""
    majority: npt.NDArray[np.bool_]
    """[N] one of the eight emotions holds more than half of the votes left."""

    def __len__(self) -> int:
        return len(self.pixels)

    def rows(self, index: npt.NDArray[np.intp]) -> "Faces":
        return Faces(self.pixels[index], self.votes[index], self.majority[index])


@dataclass(frozen=True)
class Splits:
    train: Faces
    select: Faces
    """Chooses the epoch."""
    calibrate: Faces
    """Fits the temperature."""
    report: Faces
    """Chooses and fits nothing: every reported figure comes from here."""
    near_duplicates: Faces
    """Valid rows that also stand, nearly, in the training split; reported apart."""


def load_splits(path: Path, seed: int) -> Splits:
    """Valid rows without a near-duplicate: a quarter selects, a quarter calibrates, half report."""
    with np.load(path) as data:
        faces, counted = read_votes(data["images"], data["votes"].astype(np.float64))
        valid, leak = data["split"][counted] == 1, data["leak"][counted] == 1
    clean = np.random.default_rng(seed).permutation(np.flatnonzero(valid & ~leak))
    quarter = len(clean) // 4
    return Splits(
        train=faces.rows(np.flatnonzero(~valid)),
        select=faces.rows(clean[:quarter]),
        calibrate=faces.rows(clean[quarter : 2 * quarter]),
        report=faces.rows(clean[2 * quarter :]),
        near_duplicates=faces.rows(np.flatnonzero(valid & leak)),
    )


def read_votes(images: npt.NDArray[np.uint8], votes: Floats) -> tuple[Faces, npt.NDArray[np.intp]]:
    """Faces that keep a vote for one of the nine labels, and which rows those were."""
    named, top = without_single_votes(votes)[:, : len(LABELS)], majority(votes)
    counted = np.flatnonzero(named.sum(axis=1) > 0)
    shares = named[counted] / named[counted].sum(axis=1, keepdims=True)
    agreed = (top != NO_MAJORITY) & (top < EMOTIONS)
    return Faces(images[counted], shares, agreed[counted]), counted


def majority(votes: Floats) -> npt.NDArray[np.intp]:
    """The label with more than half of the votes left, 9 for not a face, or NO_MAJORITY."""
    kept = without_single_votes(votes)
    has = kept.max(axis=1) > 0.5 * kept.sum(axis=1)
    return np.where(has, kept.argmax(axis=1), NO_MAJORITY)


def without_single_votes(votes: Floats) -> Floats:
    """FER+'s own rule: what one voter alone saw does not count."""
    return np.where(votes > 1, votes, 0.0)
