"""Figures a card reports, and the temperature that makes probabilities honest. numpy only."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.intp]


def softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=1, keepdims=True)
    return result


def confusion(truth: Labels, guess: Labels, labels: int) -> npt.NDArray[np.intp]:
    """[labels, labels] rows counted: the truth downwards, the guess across."""
    counts = np.zeros((labels, labels), np.intp)
    np.add.at(counts, (truth, guess), 1)
    return counts


def f1_scores(truth: Labels, guess: Labels, labels: int) -> Floats:
    """F1 of each label; 0 for one that is neither there nor guessed."""
    hit = np.array([np.sum((truth == k) & (guess == k)) for k in range(labels)], np.float64)
    wrong = np.array([np.sum((truth == k) ^ (guess == k)) for k in range(labels)], np.float64)
    whole = 2 * hit + wrong
    return np.divide(2 * hit, whole, out=np.zeros(labels), where=whole > 0)


def weighted_f1(truth: Labels, guess: Labels, labels: int) -> float:
    """Each label's F1 weighted by how often it is the truth."""
    support = np.bincount(truth, minlength=labels)
    return float(np.average(f1_scores(truth, guess, labels), weights=support))


def macro_f1(truth: Labels, guess: Labels, labels: int) -> float:
    return float(f1_scores(truth, guess, labels).mean())


@dataclass(frozen=True)
class Reliability:
    """How sure a model was and how often it was right, per bin of confidence."""

    confidence: Floats
    """[bins] mean probability of the top label; 0 where a bin is empty."""
    accuracy: Floats
    """[bins] share of rows whose top label is true; 0 where a bin is empty."""
    rows: Labels
    """[bins]"""


def reliability(probabilities: Floats, truth: Labels, bins: int = 15) -> Reliability:
    """The top label's confidence in bins of equal width over 0..1."""
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    rows = np.bincount(place, minlength=bins)
    sums = [np.bincount(place, values, minlength=bins) for values in (confidence, right)]
    sure, hit = (np.divide(one, rows, out=np.zeros(bins), where=rows > 0) for one in sums)
    return Reliability(sure, hit, rows)


def calibration_error(probabilities: Floats, truth: Labels, bins: int = 15) -> float:
    """Expected calibration error of the top label, in bins of equal width.

    The mean over all rows of the gap between a bin's mean confidence and its accuracy.
    """
    found = reliability(probabilities, truth, bins)
    return float(np.average(np.abs(found.confidence - found.accuracy), weights=found.rows))


def honest_error(probabilities: Floats, draws: int = 200, seed: int = 7) -> float:
    """The calibration error that probabilities so sure show on so few rows if they are honest.

    The mean over labels drawn from them: bins of few rows are off by chance, and the error adds up
    the distances.
    """
    draw = np.random.default_rng(seed)
    edges = probabilities.cumsum(axis=1)[:, :-1]
    found = [
        calibration_error(probabilities, (draw.random((len(edges), 1)) > edges).sum(axis=1))
        for _ in range(draws)
    ]
    return float(np.mean(found))


def log_loss(probabilities: Floats, truth: Labels) -> float:
    chosen = probabilities[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(chosen, 1e-12)).mean())


def fit_temperature(logits: Floats, to_mood: Floats, truth: Labels) -> float:
    """The temperature with the least log loss of the true mood; 0.01 fine."""
    grid = np.arange(0.30, 3.0, 0.01)
    losses = [log_loss(softmax(logits / t) @ to_mood, truth) for t in grid]
    return round(float(grid[int(np.argmin(losses))]), 2)


def half_width(values: npt.NDArray[np.bool_]) -> float:
    """Half of the 95 % interval of a share, normal approximation."""
    share = float(values.mean())
    return 1.96 * float(np.sqrt(share * (1 - share) / len(values)))


def soft_loss(logits: Floats, shares: Floats) -> float:
    """Cross-entropy against shares, such as votes, that sum to 1."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return float(-(shares * (shifted - log_sum)).sum(axis=1).mean())
