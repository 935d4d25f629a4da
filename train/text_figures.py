"""What the text card reports: rows of one mood, rows of several, calibration."""

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from models.card import load_card, open_session
from train.measures import (
    Floats,
    calibration_error,
    f1_scores,
    half_width,
    honest_error,
    macro_f1,
    weighted_f1,
)
from train.replies import EMOTIONS, MOODS, Parts, Replies, load_clinical, load_splits, single

PROBES = (
    "I feel wonderful today",
    "I feel hopeless and so sad",
    "not bad",
    "could be worse",
    "It's been better.",
    "same as always",
    "can't complain",
    "not sad at all",
    "I'm fine, I guess",
    "My legs feel heavy",
    "I fell twice this week.",
    "I need help to get dressed now",
    "Oh great, another fall. Just what I needed.",
    "sometimes good sometimes bad",
    "I want to die",
    "😢",
    "Ich bin sehr traurig",
)


NO_LABELS = (np.zeros((1, len(MOODS))), np.zeros((1, EMOTIONS)))


def evaluate(models: Path, name: str, data: Path, seed: int) -> dict[str, Any]:
    """The shipped file's figures on the rows that chose and fitted nothing."""
    card = load_card(name, models)
    session = open_session(card, folder=models)
    tokenizer = Tokenizer.from_file(str(card.verified_extra("tokenizer.json", models)))
    return report(session, tokenizer, Parts(load_splits(data, seed), load_clinical()))


def report(
    session: onnxruntime.InferenceSession, tokenizer: Tokenizer, parts: Parts
) -> dict[str, Any]:
    """Comments are scored 64 at a time, clinical replies one by one as the service does."""
    comments, replies = parts.comments, parts.replies.report
    threshold = fit_threshold(
        score(session, tokenizer, comments.calibrate), comments.calibrate.shares > 0
    )
    found = score(session, tokenizer, comments.report)
    alone = score(session, tokenizer, replies, batch=1)
    return {
        "threshold": threshold,
        "report": figures(found, comments.report, threshold),
        "clinical": mood_figures(alone, replies),
        "probes": probe(session, tokenizer),
    }


def probe(
    session: onnxruntime.InferenceSession, tokenizer: Tokenizer
) -> dict[str, dict[str, float]]:
    """Moods of sentences a patient might write, each scored alone: many are wrong."""
    return {
        text: _named(score(session, tokenizer, Replies((text,), *NO_LABELS))[0]) for text in PROBES
    }


def score(
    session: onnxruntime.InferenceSession, tokenizer: Tokenizer, replies: Replies, batch: int = 64
) -> Floats:
    """[N, 4] probabilities, `batch` replies at a time."""
    scores = []
    for start in range(0, len(replies), batch):
        coded = tokenizer.encode_batch(list(replies.texts[start : start + batch]))
        inputs = {
            "input_ids": np.array([one.ids for one in coded], np.int64),
            "attention_mask": np.array([one.attention_mask for one in coded], np.int64),
        }
        scores.append(session.run(None, inputs)[0])
    return np.concatenate(scores).astype(np.float64)


def figures(probabilities: Floats, replies: Replies, threshold: float) -> dict[str, Any]:
    sets = set_f1(probabilities >= threshold, replies.shares > 0)
    return {
        "rows": len(replies),
        **mood_figures(probabilities, replies),
        "sets_macro_f1": round(float(sets.mean()), 4),
        "sets_f1": _named(sets),
    }


def mood_figures(probabilities: Floats, replies: Replies) -> dict[str, Any]:
    """Over the rows of exactly one mood."""
    alone = np.flatnonzero(replies.shares.max(axis=1) == 1)
    truth = single(replies).shares.argmax(axis=1)
    guess = probabilities[alone].argmax(axis=1)
    return {
        "rows_of_one_mood": len(truth),
        "mood_macro_f1": round(macro_f1(truth, guess, len(MOODS)), 4),
        "mood_weighted_f1": round(weighted_f1(truth, guess, len(MOODS)), 4),
        "mood_accuracy": round(float(np.mean(truth == guess)), 4),
        "mood_accuracy_half_width_95": round(half_width(truth == guess), 4),
        "mood_accuracy_always_commonest": round(float(np.bincount(truth).max() / len(truth)), 4),
        "mood_f1": _named(f1_scores(truth, guess, len(MOODS))),
        "mood_rows": dict(zip(MOODS, np.bincount(truth, minlength=4).tolist(), strict=True)),
        "mood_ece": round(calibration_error(probabilities[alone], truth), 4),
        "mood_ece_if_honest": round(honest_error(probabilities[alone]), 4),
    }


def set_f1(guess: np.ndarray[Any, Any], truth: np.ndarray[Any, Any]) -> Floats:
    """F1 of each mood where a row may have several: GoEmotions' own way of counting."""
    hit = np.sum(guess & truth, axis=0).astype(np.float64)
    whole = np.sum(guess, axis=0) + np.sum(truth, axis=0)
    scores: Floats = np.divide(2 * hit, whole, out=np.zeros(len(hit)), where=whole > 0)
    return scores


def fit_threshold(probabilities: Floats, truth: np.ndarray[Any, Any]) -> float:
    """The one threshold for all moods with the best macro-F1 over sets; 0.01 fine."""
    grid = np.arange(0.10, 0.60, 0.01)
    scores = [set_f1(probabilities >= one, truth).mean() for one in grid]
    return round(float(grid[int(np.argmax(scores))]), 2)


def _named(scores: Floats) -> dict[str, float]:
    return {mood: round(float(one), 4) for mood, one in zip(MOODS, scores, strict=True)}
