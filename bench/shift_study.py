"""A face model where classes are not as common as in its training, and what puts it right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from bench.face_figures import FER2013, top
from bench.face_rows import Rows
from bench.priors import estimated_priors, tempered, with_priors
from bench.redraw import NEUTRAL, SHARES, halves, redrawn, target_shares
from train.faces import EMOTIONS, LABELS, MOODS, TO_MOOD, Floats
from train.measures import Labels, calibration_error, fit_temperature, weighted_f1

ROWS = 1000
"""Rows of one draw."""
ON_FER2013 = ("as they are", "no neutral", "all alike, no neutral")
FIGURES = ("emotion_accuracy", "mood_accuracy", "mood_weighted_f1", "called_neutral", "mood_ece")


@dataclass(frozen=True)
class Labelled:
    """Pictures with a label, whoever gave it, and what the model says of them."""

    truth: Labels
    """[N] places in train.faces.LABELS, below EMOTIONS."""
    said: Floats
    """[N, 9] probabilities."""


@dataclass(frozen=True)
class Draw:
    """One draw: rows that may be fitted on, rows that are measured, and the true shares."""

    fit: Labelled
    measured: Labelled
    source: Floats
    """[9] how common the model takes each label to be."""
    shares: Floats
    """[9] how common it is in this draw."""

    @cached_property
    def estimated(self) -> Floats:
        """[9] how common EM takes it to be, without the labels."""
        return estimated_priors(self.measured.said, self.source)


REMEDIES: dict[str, Callable[[Draw], Floats]] = {
    "as shipped": lambda draw: draw.measured.said,
    "temperature, fitted on labels": lambda draw: _with_temperature(draw),
    "classes known": lambda draw: with_priors(
        draw.measured.said, draw.source, draw.source * (draw.shares > 0)
    ),
    "shares known": lambda draw: with_priors(draw.measured.said, draw.source, draw.shares),
    "shares by EM, no labels": lambda draw: with_priors(
        draw.measured.said, draw.source, draw.estimated
    ),
}
"""Probabilities of the measured rows; the first remedy is none."""


def by_majority(rows: Rows, said: Floats) -> Labelled:
    """What most voters saw."""
    truth = rows.truth
    counted = (truth >= 0) & (truth < EMOTIONS)
    return Labelled(truth[counted], said[counted])


def by_fer2013(rows: Rows, said: Floats) -> Labelled:
    """FER2013's own label, made before FER+ asked ten voters; no row when the file has none."""
    if rows.fer_label is None:
        return Labelled(np.zeros(0, np.intp), said[:0])
    known = rows.fer_label < len(FER2013)
    columns = np.array([LABELS.index(name) for name in FER2013])
    return Labelled(columns[rows.fer_label[known]], said[known])


def shifted(labelled: Labelled, name: str, source: Floats, draws: Iterable[int]) -> dict[str, Any]:
    """Each remedy's figures under the shares of that name: the mean over draws.

    `draws` are seeds. `half_width_95` is half of the range of the weighted F1 that holds 95 % of
    the draws; `shares_off` how much of the shares EM puts into wrong classes.
    """
    every = [drawn(labelled, name, source, seed) for seed in draws]
    shares = target_shares(labelled.truth, name)
    return {
        "rows": len(labelled.truth),
        "neutral": round(float(shares[NEUTRAL]), 4),
        "shares_off": _mean([_shares_off(one) for one in every]),
        "remedies": {
            remedy: _summed_up([figures(one.measured.truth, put_right(one)) for one in every])
            for remedy, put_right in REMEDIES.items()
        },
    }


def drawn(labelled: Labelled, name: str, source: Floats, seed: int) -> Draw:
    """Halves of the rows, each drawn anew in the shares of that name."""
    draw, shares = np.random.default_rng(seed), target_shares(labelled.truth, name)
    parts = [
        redrawn(labelled.truth, half, shares, ROWS, draw) for half in halves(labelled.truth, draw)
    ]
    fit, measured = (Labelled(labelled.truth[part], labelled.said[part]) for part in parts)
    counts = np.bincount(measured.truth, minlength=len(LABELS))
    return Draw(fit, measured, source, counts / counts.sum())


def figures(truth: Labels, said: Floats) -> dict[str, float]:
    """FIGURES of rows whose label is one of the eight emotions."""
    mood, moods = TO_MOOD[truth].argmax(axis=1), said @ TO_MOOD
    guess = top(moods)
    return {
        "emotion_accuracy": float((top(said[:, :EMOTIONS]) == truth).mean()),
        "mood_accuracy": float((guess == mood).mean()),
        "mood_weighted_f1": weighted_f1(mood, guess, len(MOODS)),
        "called_neutral": float((guess == MOODS.index("neutral")).mean()),
        "mood_ece": calibration_error(moods, mood),
    }


def study(rows: Rows, said: Floats, source: Floats, draws: int) -> dict[str, Any]:
    """By who labelled, then by shares; what the file has no labels or classes for is left out."""
    labelled = {
        "FER+ majority": (by_majority(rows, said), tuple(SHARES)),
        "FER2013 label": (by_fer2013(rows, said), ON_FER2013),
    }
    return {
        who: {
            name: shifted(pictures, name, source, range(draws))
            for name in names
            if target_shares(pictures.truth, name).any()
        }
        for who, (pictures, names) in labelled.items()
        if len(pictures.truth)
    }


def _with_temperature(draw: Draw) -> Floats:
    if not len(draw.fit.truth):
        return draw.measured.said
    logits = np.log(np.maximum(draw.fit.said, 1e-12))
    mood = TO_MOOD[draw.fit.truth].argmax(axis=1)
    return tempered(draw.measured.said, fit_temperature(logits, TO_MOOD, mood))


def _shares_off(draw: Draw) -> float:
    return float(np.abs(draw.estimated - draw.shares).sum() / 2)


def _summed_up(draws: list[dict[str, float]]) -> dict[str, float]:
    f1 = [one["mood_weighted_f1"] for one in draws]
    low, high = np.percentile(f1, (2.5, 97.5))
    means = {name: _mean([one[name] for one in draws]) for name in FIGURES}
    return {**means, "half_width_95": round(float(high - low) / 2, 4)}


def _mean(values: list[float]) -> float:
    return round(float(np.mean(values)), 4)
