"""mini-Xception in ONNX Runtime: a cropped face to probabilities per emotion, and to a mood."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from contract.messages import MOODS, Mood
from models.card import Card, ModelError, load_card, open_session
from vision.crop import Crop
from vision.level import level

MODEL = "face-mini-xception"

Probabilities = npt.NDArray[np.float32]
"""[N, labels], rows sum to 1."""


def face_card(name: str) -> Card:
    """The card of a model in models/; ModelError when there is none, or it reads no faces."""
    card = load_card(name)
    if card.task != "face-emotion":
        raise ModelError(f"{name} is for {card.task}, not face-emotion: name another model.")
    return card


class EmotionModel:
    """The shipped weights, ready to score on one thread."""

    def __init__(self, card: Card) -> None:
        self._session = open_session(card, threads=1)
        self._output, (self._input, *_) = card.output, [tensor.name for tensor in card.input]

    def probabilities(self, face: Crop) -> tuple[float, ...]:
        """One probability per label of the card, in its order; sum 1."""
        return tuple(float(p) for p in self.read(level(face)))

    def read(self, levelled: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """[labels] the same for a face [48, 48] that is levelled already."""
        (scores,) = self._session.run([self._output], {self._input: levelled[None, None]})
        return np.asarray(scores[0], np.float32)

    def batch(self, faces: npt.NDArray[np.uint8], levelled: bool = True) -> Probabilities:
        """The same for faces [N, 48, 48]; `levelled` False leaves their brightness as it is."""
        read = [level(face) if levelled else face.astype(np.float32) for face in faces]
        (scores,) = self._session.run([self._output], {self._input: np.stack(read)[:, None]})
        return np.asarray(scores, np.float32)


def mood_of(card: Card, emotions: dict[str, float]) -> Mood:
    """Probability per mood: the sum over the emotions that the card counts to it."""
    negative, neutral, positive, other = (
        sum(p for label, p in emotions.items() if card.moods[label] == mood) for mood in MOODS
    )
    total = negative + neutral + positive + other
    return negative / total, neutral / total, positive / total, other / total
