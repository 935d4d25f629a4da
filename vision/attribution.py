"""What a face's mood rested on: how far it falls when one region of the face is covered.

Occlusion sensitivity (Zeiler and Fergus, 2014) over regions in place of a sliding square. The
network's own class activation costs nothing, but each of its places draws on the whole face:
docs/explain.md has how far the two agree.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from contract.messages import MOODS, REGIONS
from models.card import Card
from vision.regions import Places

Levelled = npt.NDArray[np.float32]
"""[48, 48] grey, as `vision.crop.level` leaves it."""
Read = Callable[[Levelled], npt.NDArray[np.float32]]
"""A levelled face to one probability per label."""

BLUR, EDGE = 8.0, 1.0
"""Pixels (sigma): a cover is the face itself so blurred that no expression is left, with a soft
edge, so that the network meets no shape it never saw."""
LEAST_FALL = 0.1
"""Of all regions' log-odds together: below it there is only rounding to share out."""
LEAST_PROBABILITY = 1e-9
"""Keeps the log-odds of a certain mood finite."""


def attribution(face: Levelled, where: Places, read: Read, card: Card) -> dict[str, float] | None:
    """Share of each region in what the face's most probable mood rests on; None without any.

    A region's part is how far the log-odds of that mood fall when it alone is covered; one whose
    cover makes the mood more probable has none.
    """
    moods = np.array([MOODS.index(card.moods[label]) for label in card.labels])
    whole = _by_mood(read(face), moods)
    mood = int(whole.argmax())
    odds = _log_odds(whole, mood)
    falls = [odds - _log_odds(_by_mood(read(one), moods), mood) for one in covered(face, where)]
    parts = np.maximum(falls, 0.0)
    total = float(parts.sum())
    if total < LEAST_FALL:
        return None
    return {region: float(part) / total for region, part in zip(REGIONS, parts, strict=True)}


def covered(face: Levelled, where: Places) -> npt.NDArray[np.float32]:
    """[regions, 48, 48] the face with each of REGIONS covered, in their order."""
    cover = cv2.GaussianBlur(face, (0, 0), BLUR) - face
    masks = (where[..., None] == np.arange(len(REGIONS))).astype(np.float32)
    soft = cv2.GaussianBlur(masks, (0, 0), EDGE)
    made: npt.NDArray[np.float32] = face + cover * soft.transpose(2, 0, 1)
    return made


def _by_mood(
    probabilities: npt.NDArray[np.float32], moods: npt.NDArray[np.int_]
) -> npt.NDArray[np.float64]:
    summed = np.bincount(moods, weights=probabilities, minlength=len(MOODS))
    return summed.astype(np.float64, copy=False)


def _log_odds(by_mood: npt.NDArray[np.float64], mood: int) -> float:
    others = float(np.delete(by_mood, mood).sum())
    return math.log(max(by_mood[mood], LEAST_PROBABILITY) / max(others, LEAST_PROBABILITY))
