"""Drawn faces with votes: enough to train on for a moment, made by the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from train.faces import LABELS, Faces

MOUTHS = {"happiness": 1.0, "neutral": 0.0, "sadness": -1.0}
FER2013 = {"happiness": 3, "neutral": 6, "sadness": 4}
"""Their places among FER2013's own labels."""


def face(bend: float, noise: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    """Two eyes and a mouth, [48, 48]; `bend` above 0 lifts its corners."""
    picture = np.full((48, 48), 170.0)
    picture[17:20, 13:18] = picture[17:20, 30:35] = 40
    for x in range(14, 34):
        y = round(36 - bend * ((x - 23.5) ** 2 / 25 - 2))
        picture[y : y + 2, x] = 40
    return np.asarray((picture + noise).clip(0, 255), np.uint8)


def columns(rows: int, seed: int = 1) -> dict[str, npt.NDArray[Any]]:
    """The columns of a file such as ferplus_train_valid.npz; the last half is `valid`."""
    draw = np.random.default_rng(seed)
    names = [list(MOUTHS)[row % len(MOUTHS)] for row in range(rows)]
    votes = np.zeros((rows, len(LABELS) + 1), np.uint8)
    for row, name in enumerate(names):
        votes[row, LABELS.index(name)] = 8
        votes[row, LABELS.index("surprise")] = 2
    return {
        "images": np.stack([face(MOUTHS[name], draw.normal(0, 12, (48, 48))) for name in names]),
        "votes": votes,
        "split": np.array([int(row >= rows // 2) for row in range(rows)], np.uint8),
        "fer_label": np.array([FER2013[name] for name in names], np.uint8),
        "leak": np.array([int(row % 10 == 9) for row in range(rows)], np.uint8),
    }


def write(path: Path, rows: int) -> Path:
    made = columns(rows)
    votes, split, label, leak = (made[name] for name in ("votes", "split", "fer_label", "leak"))
    np.savez(path, images=made["images"], votes=votes, split=split, fer_label=label, leak=leak)
    return path


def faces(rows: int) -> Faces:
    made = columns(rows)
    shares = made["votes"][:, : len(LABELS)].astype(np.float64) / 10
    return Faces(np.asarray(made["images"], np.uint8), np.asarray(shares), np.ones(rows, np.bool_))
