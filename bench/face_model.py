"""A face model as the service runs it, on many faces at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from bench.cannot_measure import CannotMeasure
from bench.degrade import Faces
from models.card import Card, ModelError, load_card
from train.faces import LABELS, Floats
from vision.emotion import EmotionModel

BATCH = 256


class FaceModel:
    """Scores grey faces of any size; `probabilities` in the order of train.faces.LABELS."""

    def __init__(self, name: str) -> None:
        """CannotMeasure when there is no such face model, or it has other labels."""
        try:
            self.card = load_card(name)
            self._model = EmotionModel(self.card)
        except ModelError as error:
            raise CannotMeasure(str(error)) from None
        if set(self.card.labels) != set(LABELS):
            raise CannotMeasure(
                f"{name} has the labels {', '.join(self.card.labels)}; "
                f"this command measures {', '.join(LABELS)}."
            )
        self._order = [self.card.labels.index(label) for label in LABELS]

    def probabilities(self, faces: Faces, levelled: bool = True) -> Iterator[Floats]:
        """[up to 256, 9] for each batch of faces.

        `levelled`: brightness and contrast set as the service does (vision/level.py).
        """
        for start in range(0, len(faces), BATCH):
            part = sized(faces[start : start + BATCH], side(self.card))
            yield self._model.batch(part, levelled)[:, self._order].astype(np.float64)


def side(card: Card) -> tuple[int, int]:
    """Height and width that the model takes, in pixels."""
    height, width = card.input[0].shape[-2:]
    return int(height), int(width)


def sized(faces: Faces, shape: tuple[int, int]) -> Faces:
    """Faces of this height and width."""
    if faces.shape[1:] == shape:
        return faces
    resized = [cv2.resize(face, shape[::-1], interpolation=cv2.INTER_LINEAR) for face in faces]
    return np.array(resized, np.uint8)


def gathered(parts: Iterable[npt.NDArray[Any]]) -> Floats:
    """[N, 9] out of batches; [0, 9] out of none."""
    return np.concatenate([np.zeros((0, len(LABELS))), *parts])
