"""What the face card reports: emotions where raters agreed, moods everywhere, and calibration."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from models.card import load_card, open_session
from train.faces import EMOTIONS, LABELS, MOODS, TO_MOOD, Faces, Splits, load_splits
from train.measures import (
    Floats,
    calibration_error,
    f1_scores,
    half_width,
    macro_f1,
    weighted_f1,
)

Pixels = npt.NDArray[np.uint8]


def evaluate(models: Path, name: str, data: Path, seed: int) -> dict[str, Any]:
    """The shipped file's figures on the rows that chose and fitted nothing."""
    session = open_session(load_card(name, models), folder=models)
    return report(session, load_splits(data, seed))


def report(session: onnxruntime.InferenceSession, splits: Splits) -> dict[str, Any]:
    clean = (score(session, splits.report), splits.report)
    twins = (score(session, splits.near_duplicates), splits.near_duplicates)
    both = Faces(
        *(
            np.concatenate([getattr(clean[1], part), getattr(twins[1], part)])
            for part in ("pixels", "votes", "majority")
        )
    )
    return {
        "report": figures(*clean),
        "report_with_near_duplicates": figures(np.concatenate([clean[0], twins[0]]), both),
        "report_spoiled": {
            name: headline(score(session, spoiled), spoiled)
            for name, spoiled in spoil(splits.report).items()
        },
        "no_face": no_face(session),
    }


def spoil(faces: Faces) -> dict[str, Faces]:
    """The same rows as a poor camera or a poor crop would show them."""
    coarse = faces.pixels[:, ::2, ::2].repeat(2, axis=1).repeat(2, axis=2)
    changed: dict[str, Pixels] = {
        "moved 8 pixels aside": np.roll(faces.pixels, 8, axis=2),
        "moved 16 pixels aside": np.roll(faces.pixels, 16, axis=2),
        "a third as bright": faces.pixels // 3,
        "washed out": (faces.pixels * 0.3 + 170).astype(np.uint8),
        "24 by 24 pixels": coarse,
    }
    return {name: replace(faces, pixels=pixels) for name, pixels in changed.items()}


def headline(probabilities: Floats, faces: Faces) -> dict[str, float]:
    whole = figures(probabilities, faces)
    return {key: whole[key] for key in ("emotion_accuracy_8", "mood_weighted_f1", "mood_ece")}


def no_face(session: onnxruntime.InferenceSession) -> dict[str, dict[str, float]]:
    """Moods of pictures without a face: what the service must never show the model."""
    noise = np.random.default_rng(1).integers(0, 256, (48, 48), dtype=np.uint8)
    pictures = {"black": np.zeros_like(noise), "grey": np.full_like(noise, 128), "noise": noise}
    return {
        name: _named(
            (session.run(None, {"face": picture[None, None].astype(np.float32)})[0] @ TO_MOOD)[0]
        )
        for name, picture in pictures.items()
    }


def score(session: onnxruntime.InferenceSession, faces: Faces) -> Floats:
    """[N, 9] probabilities, 256 faces at a time."""
    parts = [faces.pixels[i : i + 256] for i in range(0, len(faces), 256)]
    scores = [session.run(None, {"face": part[:, None].astype(np.float32)})[0] for part in parts]
    return np.concatenate(scores).astype(np.float64)


def figures(probabilities: Floats, faces: Faces) -> dict[str, Any]:
    agreed = faces.majority
    truth = faces.votes[agreed, :EMOTIONS].argmax(axis=1)
    guess = probabilities[agreed, :EMOTIONS].argmax(axis=1)
    each = f1_scores(truth, guess, EMOTIONS)
    return {
        "rows": len(faces),
        "rows_with_majority_emotion": int(agreed.sum()),
        "emotion_accuracy_8": round(float(np.mean(truth == guess)), 4),
        "emotion_accuracy_8_half_width_95": round(half_width(truth == guess), 4),
        "emotion_macro_f1_8": round(macro_f1(truth, guess, EMOTIONS), 4),
        "emotion_f1": {LABELS[k]: round(float(each[k]), 4) for k in range(EMOTIONS)},
        "emotion_rows": {LABELS[k]: int(np.sum(truth == k)) for k in range(EMOTIONS)},
        **mood_figures(probabilities @ TO_MOOD, faces.votes @ TO_MOOD),
        "mood_weighted_f1_majority_rows": mood_figures(
            (probabilities @ TO_MOOD)[agreed], (faces.votes @ TO_MOOD)[agreed]
        )["mood_weighted_f1"],
    }


def mood_figures(probabilities: Floats, shares: Floats) -> dict[str, Any]:
    """The true mood is the one with most votes; in a tie, the first in order."""
    truth, guess = shares.argmax(axis=1), probabilities.argmax(axis=1)
    each = f1_scores(truth, guess, len(MOODS))
    return {
        "mood_weighted_f1": round(weighted_f1(truth, guess, len(MOODS)), 4),
        "mood_accuracy": round(float(np.mean(truth == guess)), 4),
        "mood_accuracy_half_width_95": round(half_width(truth == guess), 4),
        "mood_accuracy_always_commonest": round(float(np.bincount(truth).max() / len(truth)), 4),
        "mood_f1": _named(each),
        "mood_ece": round(calibration_error(probabilities, truth), 4),
    }


def _named(scores: Floats) -> dict[str, float]:
    return {mood: round(float(one), 4) for mood, one in zip(MOODS, scores, strict=True)}
