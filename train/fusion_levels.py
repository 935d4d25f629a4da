"""What is left to see at each level of attenuation, to the model and to one trained apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from contract.messages import MOODS
from models.card import ModelError, load_card
from train.fusion_data import Pictures
from train.fusion_faces import SHARES, moods
from train.measures import Floats, Labels

FROZEN = 0.35
"""Recall on moods that are not neutral, by the model trained apart, up to which a level counts as
a frozen face."""


def levels(pictures: Pictures, judge: str, cache: Path) -> list[dict[str, Any]]:
    """One row for each of SHARES, on clear pictures; the judge's figures are None without one."""
    apart = _judged(pictures, judge, cache)
    seen, rows = pictures.looks, []
    for level, share in enumerate(SHARES):
        there = seen.found[:, level, 0]
        truth = seen.truth[there]
        own = pictures.moods[there, level, 0]
        recall = None if apart is None else _recall(apart[there, level, 0], truth)
        rows.append(
            {
                "attenuation": share,
                "found": round(float(there.mean()), 4),
                "face_only_accuracy": round(float((own.argmax(axis=1) == truth).mean()), 4),
                "recall_not_neutral": _recall(own, truth),
                "judge_recall_not_neutral": recall,
                "frozen": None if recall is None else recall <= FROZEN,
            }
        )
    return rows


def _judged(pictures: Pictures, judge: str, cache: Path) -> Floats | None:
    try:
        card = load_card(judge)
    except ModelError:
        return None
    return moods(pictures.looks, card, cache)


def _recall(found: Floats, truth: Labels) -> float:
    """Share of the pictures that are not neutral whose mood is guessed."""
    felt = truth != MOODS.index("neutral")
    return round(float(np.mean(found[felt].argmax(axis=1) == truth[felt])), 4)
