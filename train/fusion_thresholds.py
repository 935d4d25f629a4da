"""From where on modalities contradict each other, and below what no mood is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from fusion.constants import Constants
from train.fusion_formula import fuse
from train.fusion_sessions import Sessions

NOTICED = 0.92
"""Share of the contradictory sessions that must be noticed; the goal on other rows is 0.9."""
UNNAMED = 0.5
"""Cost of a session whose mood is not named; a wrong mood costs 1."""
GRID = np.arange(0.26, 0.9, 0.01)
"""From a little above what an undecided reading gives to each mood."""


def confident_session(constants: Constants, opposed: Sessions) -> float:
    """The highest confidence from which on NOTICED of the opposed sessions are noticed."""
    noticed = [
        place
        for place in GRID
        if fuse(opposed, replace(constants, confident_session=place)).disagree.mean() >= NOTICED
    ]
    return round(float(max(noticed, default=GRID[0])), 2)


def abstain_below(constants: Constants, drawn: Sequence[Sessions]) -> float:
    """The threshold at which wrong moods and moods not named cost least."""
    fused = [(fuse(one, constants).sessions, one.mood) for one in drawn]
    sure = np.concatenate([found.max(axis=1) for found, _ in fused])
    wrong = np.concatenate([found.argmax(axis=1) != mood for found, mood in fused])
    costs = [np.where(sure < place, UNNAMED, wrong).mean() for place in GRID]
    return round(float(GRID[int(np.argmin(costs))]), 2)
