"""How far any pool of the two readings' logarithms could go: a regression for one kind of session.

It knows the kind and the level and has 36 numbers to fit: not a formula, a ceiling.
"""

from __future__ import annotations

import numpy as np

from fusion.constants import Constants
from train.fusion_fit import both, turn_truth
from train.fusion_formula import soften
from train.fusion_sessions import Sessions
from train.measures import Floats, softmax

STEPS = 400
RATE = 0.5
MOMENTUM = 0.9
SHRINK = 1e-4


def ceiling(fit: Sessions, judged: Sessions, constants: Constants) -> Floats:
    """[N, 4] the moods of the turns of `judged` that have both modalities."""
    known, truth = _read(fit, constants), turn_truth(fit)
    mean, spread = known.mean(axis=0), known.std(axis=0)
    weights = _regression(_scaled(known, mean, spread), np.eye(4)[truth])
    return softmax(_scaled(_read(judged, constants), mean, spread) @ weights)


def _read(sessions: Sessions, constants: Constants) -> Floats:
    """[N, 8] logarithms of the face's and of the words' reading."""
    face = soften(sessions.face, constants.temperature_face, constants.floor)
    text = soften(sessions.text, constants.temperature_text, constants.floor)
    logs: Floats = np.log(np.concatenate([face, text], axis=-1))[both(sessions)]
    return logs


def _scaled(known: Floats, mean: Floats, spread: Floats) -> Floats:
    """[N, 9] with a column of ones."""
    return np.concatenate([(known - mean) / spread, np.ones((len(known), 1))], axis=1)


def _regression(known: Floats, truth: Floats) -> Floats:
    """[9, 4] multinomial, by gradient descent with momentum."""
    weights, speed = np.zeros((known.shape[1], 4)), np.zeros((known.shape[1], 4))
    for _ in range(STEPS):
        ahead = weights + MOMENTUM * speed
        slope = known.T @ (softmax(known @ ahead) - truth) / len(known) + SHRINK * ahead
        speed = MOMENTUM * speed - RATE * slope
        weights = weights + speed
    return weights
