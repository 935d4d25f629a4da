"""What a reader of replies is worth: a text model with its probabilities, or a lexicon without."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.classes import class_figures
from contract.messages import MOODS
from train.measures import (
    Floats,
    Labels,
    calibration_error,
    confusion,
    half_width,
    honest_error,
    macro_f1,
    weighted_f1,
)

Figures = dict[str, Any]


def model_figures(probabilities: Floats, truth: Labels) -> Figures:
    """All figures of [rows, 4] probabilities in the order of MOODS; ECE in 15 bins."""
    guess = probabilities.argmax(axis=1)
    return {
        **_counted(truth, guess),
        "ece": round(calibration_error(probabilities, truth), 4),
        "ece_if_honest": round(honest_error(probabilities), 4),
        "classes": class_figures(MOODS, probabilities, truth, guess),
    }


def lexicon_figures(guess: Labels, truth: Labels) -> Figures:
    """The same without probabilities: no ECE and no average precision."""
    classes = class_figures(MOODS, np.eye(len(MOODS))[guess], truth, guess)
    for figures in classes.values():
        figures["average_precision"] = None
    return {**_counted(truth, guess), "ece": None, "ece_if_honest": None, "classes": classes}


def _counted(truth: Labels, guess: Labels) -> Figures:
    right = truth == guess
    return {
        "rows": len(truth),
        "accuracy": round(float(right.mean()), 4),
        "accuracy_half_width_95": round(half_width(right), 4),
        "macro_f1": round(macro_f1(truth, guess, len(MOODS)), 4),
        "weighted_f1": round(weighted_f1(truth, guess, len(MOODS)), 4),
        "confusion": confusion(truth, guess, len(MOODS)).tolist(),
    }
