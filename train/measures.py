"""Figures a card reports, and the temperature that makes probabilities honest. numpy only."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.intp]


def softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=1, keepdims=True)
    return result


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


def calibration_error(probabilities: Floats, truth: Labels, bins: int = 15) -> float:
    """Expected calibration error of the top label, in bins of equal width."""
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(float(np.sum(confidence[place == k]) - np.sum(right[place == k]))) for k in range(bins)
    ]
    return sum(gaps) / len(truth)


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
