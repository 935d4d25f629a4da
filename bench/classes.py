"""Figures of each class against the rest, for any classifier. numpy only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from train.measures import Floats, Labels, f1_scores

Mask = npt.NDArray[np.bool_]
Figure = float | int | None
"""None where a figure is not defined, such as the precision of a class that is never guessed."""


def class_figures(
    names: Sequence[str], probabilities: Floats, truth: Labels, guess: Labels
) -> dict[str, dict[str, Figure]]:
    """By class: rows, precision, recall, specificity, f1 and average_precision, 4 decimals.

    `probabilities` is [rows, classes] in the order of `names`; `truth` and `guess` are [rows].
    """
    f1 = f1_scores(truth, guess, len(names))
    figures: dict[str, dict[str, Figure]] = {}
    for k, name in enumerate(names):
        is_k, said_k = truth == k, guess == k
        figures[name] = {
            "rows": int(is_k.sum()),
            "precision": _share(is_k[said_k]),
            "recall": _share(said_k[is_k]),
            "specificity": _share(~said_k[~is_k]),
            "f1": round(float(f1[k]), 4),
            "average_precision": average_precision(probabilities[:, k], is_k),
        }
    return figures


def precision_recall(scores: Floats, positive: Mask) -> tuple[Floats, Floats]:
    """Precision and recall at each distinct threshold, from the highest down.

    `positive` must have a row that is true.
    """
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(positive[order])
    last = np.append(np.flatnonzero(np.diff(scores[order])), len(order) - 1)
    return hits[last] / (last + 1), hits[last] / hits[-1]


def average_precision(scores: Floats, positive: Mask) -> float | None:
    """The sum over thresholds of precision times the recall gained there; None without a row."""
    if not positive.any():
        return None
    precision, recall = precision_recall(scores, positive)
    return round(float(np.sum(precision * np.diff(recall, prepend=0.0))), 4)


def _share(which: Mask) -> float | None:
    return round(float(which.mean()), 4) if len(which) else None
