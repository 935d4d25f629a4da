"""Small files of voted faces, made by the tests."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from tests.vision.pictures import astronaut
from train.faces import LABELS


def votes(**named: int) -> list[int]:
    """Ten voters' votes by label; `nf`: not a face."""
    return [named.get(label, 0) for label in (*LABELS, "nf")]


def face() -> npt.NDArray[np.uint8]:
    """A smiling face, 48 x 48, cut about as FER2013 cuts."""
    grey = cv2.cvtColor(astronaut()[50:190, 90:230], cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, (48, 48), interpolation=cv2.INTER_AREA), np.uint8)


def write_faces(path: Path, columns: tuple[str, ...] = ("split", "leak", "fer_label")) -> Path:
    """Eight faces: five with a majority emotion, and one of each reason to be left out."""
    ballots = [
        votes(happiness=10),
        votes(happiness=8, neutral=2),
        votes(happiness=6, neutral=3, fear=1),
        votes(neutral=9, sadness=1),
        votes(surprise=7, fear=3),
        votes(sadness=5, neutral=5),
        votes(unknown=9, anger=1),
        votes(nf=10),
    ]
    draw = np.random.default_rng(1)
    noise = draw.integers(0, 30, (len(ballots), 48, 48))
    given = {
        "split": np.array([0, 0, 0, 1, 1, 1, 1, 1], np.uint8),
        "leak": np.array([0, 1, 0, 0, 0, 0, 0, 0], np.uint8),
        "fer_label": np.array([3, 3, 3, 6, 5, 4, 255, 255], np.uint8),
    }
    np.savez(
        path,
        images=(face() * 0.8 + noise).astype(np.uint8),
        votes=np.array(ballots, np.uint8),
        **{name: given[name] for name in columns},
    )
    return path
