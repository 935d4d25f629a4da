"""What a face model is worth on voted faces: emotions, moods, calibration, the voters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.classes import class_figures
from bench.face_rows import Rows, left_out
from train.faces import EMOTIONS, LABELS, MOODS, TO_MOOD, Floats, without_single_votes
from train.measures import Labels, calibration_error, half_width, macro_f1, weighted_f1

FER2013 = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
"""The seven labels of FER2013 in the order of `fer_label`."""
_LEAST = 1e-12


@dataclass(frozen=True)
class Judged:
    """Rows with a majority emotion, and what the model says of them."""

    rows: Labels
    """[N] their places among all rows."""
    emotions: Floats
    """[N, 8] probabilities given that it is one of the eight."""
    moods: Floats
    """[N, 4] probabilities, `unknown` counted to other."""
    true_emotion: Labels
    true_mood: Labels

    @property
    def guessed_emotion(self) -> Labels:
        """[N] the most probable of the eight."""
        return top(self.emotions)

    @property
    def guessed_mood(self) -> Labels:
        """[N] the most probable of the four."""
        return top(self.moods)


def top(probabilities: Floats) -> Labels:
    """[N] the most probable label; the first in a tie."""
    places: Labels = np.argmax(probabilities, axis=1)
    return places


def judge(rows: Rows, probabilities: Floats) -> Judged:
    """FER+'s rule: rows count when one emotion has more than half of the votes left.

    `probabilities` is [rows, 9] in the order of train.faces.LABELS.
    """
    truth = rows.truth
    counted = (truth >= 0) & (truth < EMOTIONS)
    named = probabilities[counted][:, :EMOTIONS]
    return Judged(
        rows=np.flatnonzero(counted),
        emotions=named / np.maximum(named.sum(axis=1, keepdims=True), _LEAST),
        moods=probabilities[counted] @ TO_MOOD,
        true_emotion=truth[counted],
        true_mood=TO_MOOD[truth[counted]].argmax(axis=1),
    )


def figures(rows: Rows, probabilities: Floats) -> dict[str, Any]:
    """All figures of these rows; `probabilities` as in `judge`. None where no row allows one."""
    judged = judge(rows, probabilities)
    found = {
        "rows": len(rows),
        "rows_measured": len(judged.rows),
        "left_out": left_out(rows.truth),
        "emotion": None,
        "mood": None,
        "mean_probabilities": None,
        "random_voter": random_voter(rows.votes, probabilities),
        "divergence": divergence(rows.votes, probabilities),
        "fer2013_accuracy_7": fer2013_accuracy(rows.fer_label, probabilities),
    }
    if not len(judged.rows):
        return found
    names, moods = LABELS[:EMOTIONS], judged.moods
    found["emotion"] = _classified(names, judged.emotions, judged.true_emotion)
    found["mood"] = _classified(MOODS, moods, judged.true_mood)
    found["mean_probabilities"] = mean_probabilities(probabilities[judged.rows])
    return found


def mean_probabilities(probabilities: Floats) -> dict[str, float]:
    """By label, 6 decimals: where a model is calibrated, how common it takes each label to be."""
    means = probabilities.mean(axis=0)
    return {label: round(float(p), 6) for label, p in zip(LABELS, means, strict=True)}


def headline(judged: Judged) -> dict[str, Any] | None:
    """The four figures to compare by; None without a row."""
    if not len(judged.rows):
        return None
    mood = (judged.true_mood, judged.guessed_mood)
    return {
        "rows": len(judged.rows),
        "emotion_accuracy": _mean(judged.guessed_emotion == judged.true_emotion),
        "mood_accuracy": _mean(mood[0] == mood[1]),
        "mood_weighted_f1": round(weighted_f1(*mood, len(MOODS)), 4),
        "mood_ece": round(calibration_error(judged.moods, judged.true_mood), 4),
    }


def random_voter(votes: Floats, probabilities: Floats) -> dict[str, float] | None:
    """How often one voter drawn at random from a picture's ten says what the model says.

    Beside it the most any answer could reach, and how often two different voters agree. All
    votes count here, single ones, unknown and not a face too.
    """
    counted = votes.sum(axis=1) > 1
    if not counted.any():
        return None
    kept, total = votes[counted], votes[counted].sum(axis=1)
    guess = top(probabilities[counted])
    pairs = (kept * (kept - 1)).sum(axis=1) / (total * (total - 1))
    return {
        "accuracy": _mean(kept[np.arange(len(kept)), guess] / total),
        "best_possible": _mean(kept.max(axis=1) / total),
        "another_voter": _mean(pairs),
    }


def divergence(votes: Floats, probabilities: Floats) -> dict[str, float] | None:
    """Mean distance of the probabilities from the shares of the votes over the nine labels.

    Single votes and not-a-face votes are dropped, as in training. `kl_nats` is the
    Kullback-Leibler divergence from votes to model, `js_bits` Jensen and Shannon's (0 to 1).
    """
    named = without_single_votes(votes)[:, : len(LABELS)]
    counted = named.sum(axis=1) > 0
    if not counted.any():
        return None
    shares = named[counted] / named[counted].sum(axis=1, keepdims=True)
    said = probabilities[counted]
    middle = (shares + said) / 2
    js = (_kl(shares, middle) + _kl(said, middle)) / (2 * np.log(2))
    return {"rows": int(counted.sum()), "kl_nats": _mean(_kl(shares, said)), "js_bits": _mean(js)}


def fer2013_accuracy(labels: Labels | None, probabilities: Floats) -> float | None:
    """Share of rows whose original FER2013 label is the most probable of those seven."""
    if labels is None or not (labels < len(FER2013)).any():
        return None
    known = labels < len(FER2013)
    columns = [LABELS.index(name) for name in FER2013]
    guess = top(probabilities[known][:, columns])
    return _mean(guess == labels[known])


def _classified(names: tuple[str, ...], probabilities: Floats, truth: Labels) -> dict[str, Any]:
    guess = top(probabilities)
    return {
        "accuracy": _mean(guess == truth),
        "accuracy_half_width_95": round(half_width(guess == truth), 4),
        "macro_f1": round(macro_f1(truth, guess, len(names)), 4),
        "weighted_f1": round(weighted_f1(truth, guess, len(names)), 4),
        "ece": round(calibration_error(probabilities, truth), 4),
        "classes": class_figures(names, probabilities, truth, guess),
    }


def _kl(p: Floats, q: Floats) -> Floats:
    ratio = np.log(np.maximum(p, _LEAST)) - np.log(np.maximum(q, _LEAST))
    result: Floats = (p * ratio).sum(axis=1)
    return result


def _mean(values: Any) -> float:
    return round(float(np.mean(values)), 4)
