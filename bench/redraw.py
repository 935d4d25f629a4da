"""Rows drawn anew, so that classes are as common as elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from train.faces import LABELS, Floats
from train.measures import Labels

NEUTRAL = LABELS.index("neutral")
CLINIC = {
    "neutral": 0.70,
    "happiness": 0.10,
    "sadness": 0.10,
    "anger": 0.03,
    "fear": 0.03,
    "surprise": 0.02,
    "disgust": 0.01,
    "contempt": 0.01,
}
"""Our guess of a person answering questions; nobody has counted."""

SHARES: dict[str, Callable[[Floats], Floats]] = {
    "as they are": lambda natural: natural,
    "no neutral": lambda natural: _without_neutral(natural),
    "all alike": lambda natural: (natural > 0).astype(np.float64),
    "all alike, no neutral": lambda natural: _without_neutral((natural > 0).astype(np.float64)),
    "mostly neutral": lambda natural: np.array([CLINIC.get(name, 0.0) for name in LABELS]),
}
"""Shares to draw, from those that are there; not yet summing to 1."""


def target_shares(truth: Labels, name: str) -> Floats:
    """[9] the shares of SHARES among the classes that have a row, sum 1; all 0 if none has one."""
    natural = np.bincount(truth, minlength=len(LABELS)) / max(len(truth), 1)
    wanted = SHARES[name](natural) * (natural > 0)
    result: Floats = wanted / max(wanted.sum(), 1e-12)
    return result


def halves(truth: Labels, draw: np.random.Generator) -> tuple[Labels, Labels]:
    """Rows to fit on and rows to measure on, half of each class; an odd one is measured."""
    order = draw.permutation(len(truth))
    rank = np.empty(len(truth), np.intp)
    for label in np.unique(truth):
        members = order[truth[order] == label]
        rank[members] = np.arange(len(members)) - len(members) // 2
    return np.flatnonzero(rank < 0), np.flatnonzero(rank >= 0)


def redrawn(
    truth: Labels, among: Labels, shares: Floats, rows: int, draw: np.random.Generator
) -> Labels:
    """About `rows` places out of `among`, drawn with repetition, their classes in these shares."""
    chosen = [
        draw.choice(members, round(share * rows))
        for label, share in enumerate(shares)
        if len(members := among[truth[among] == label])
    ]
    return np.concatenate([np.zeros(0, np.intp), *chosen])


def _without_neutral(shares: Floats) -> Floats:
    return np.where(np.arange(len(shares)) == NEUTRAL, 0.0, shares)
