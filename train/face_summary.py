"""What a face network is worth at the end of its training, drafts and teachers too."""

from typing import Any

import numpy as np
from torch import nn

from train.face_training import Course, logits_of
from train.faces import EMOTIONS, MOODS, TO_MOOD, Faces
from train.measures import Floats, half_width, softmax, weighted_f1


def summary(course: Course, network: nn.Module, faces: Faces) -> dict[str, Any]:
    """Figures on rows with a majority emotion; `mirrored`: of the mean with the mirror image.

    Counted as `python -m bench.face` counts, which measures the shipped file instead.
    """
    agreed = faces.rows(np.flatnonzero(faces.majority))
    mirrored = Faces(agreed.pixels[:, :, ::-1].copy(), agreed.votes, agreed.majority)
    straight, turned = (softmax(logits_of(course, network, part)) for part in (agreed, mirrored))
    return {
        "parameters": sum(part.numel() for part in network.parameters()),
        "rows": len(agreed),
        "straight": scores(straight, agreed),
        "mirrored": scores((straight + turned) / 2, agreed),
    }


def scores(probabilities: Floats, faces: Faces) -> dict[str, float]:
    truth = faces.votes[:, :EMOTIONS].argmax(axis=1)
    right = probabilities[:, :EMOTIONS].argmax(axis=1) == truth
    moods, guess = (TO_MOOD[:EMOTIONS].argmax(axis=1)[truth], (probabilities @ TO_MOOD).argmax(1))
    return {
        "emotion_accuracy_8": round(float(right.mean()), 4),
        "emotion_accuracy_8_half_width_95": round(half_width(right), 4),
        "mood_weighted_f1": round(weighted_f1(moods, guess, len(MOODS)), 4),
    }
