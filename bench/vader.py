"""VADER, the lexicon that a text model must beat: its compound score as a mood."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bench.cannot_measure import CannotMeasure
from contract.messages import MOODS
from train.measures import Labels

THRESHOLD = 0.05
"""Its authors' own: positive from +0.05, negative to -0.05, neutral between; `other` never."""


def vader_moods(texts: Sequence[str]) -> Labels:
    """[N] places in MOODS."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        raise CannotMeasure("VADER is not installed: `make test` installs it.") from None
    analyzer = SentimentIntensityAnalyzer()
    return np.array([mood_of(analyzer.polarity_scores(text)["compound"]) for text in texts])


def mood_of(compound: float) -> int:
    """The mood of a compound score in -1..1, as its place in MOODS."""
    if compound >= THRESHOLD:
        return MOODS.index("positive")
    return MOODS.index("negative" if compound <= -THRESHOLD else "neutral")
