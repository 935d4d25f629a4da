"""Arithmetic on mood probabilities: temperature, confidence, evidence, the log-linear pool.

Plain floats and `math.fsum`, so that the same inputs give the same bytes on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from contract.messages import MOODS, Mood

LEAST_CONFIDENCE = 0.01
"""A reading that is perfectly undecided still is a reading."""
_NEGATIVE, _POSITIVE = MOODS.index("negative"), MOODS.index("positive")

Evidence = tuple[float, float, float, float]
"""Log-odds by mood, up to a constant."""


def mood_of(values: Iterable[float]) -> Mood:
    """Non-negative values scaled to sum 1."""
    negative, neutral, positive, other = values
    total = math.fsum((negative, neutral, positive, other))
    return negative / total, neutral / total, positive / total, other / total


def soften(mood: Mood, temperature: float, floor: float) -> Mood:
    """The mood at a temperature, no probability below `floor` (before the last scaling)."""
    powered = mood_of(max(p, 1e-12) ** (1 / temperature) for p in mood)
    return mood_of(max(p, floor) for p in powered)


def confidence(mood: Mood) -> float:
    """1 - H(p) / log 4: near 0 when undecided, 1 when certain."""
    entropy = -math.fsum(p * math.log(p) for p in mood if p > 0)
    return max(LEAST_CONFIDENCE, 1 - entropy / math.log(len(MOODS)))


def evidence(mood: Mood, prior: Mood, believed: float = 1.0) -> Evidence:
    """What a reading says beyond what was expected anyway: log p - log prior, and how much of it
    is believed, 0 to 1."""
    a, b, c, d = (believed * (math.log(p) - math.log(q)) for p, q in zip(mood, prior, strict=True))
    return a, b, c, d


def average(weighted: Sequence[tuple[float, Evidence]]) -> Evidence:
    """Mean of the evidence by weight; the weights are positive somewhere."""
    total = math.fsum(weight for weight, _ in weighted)
    a, b, c, d = (
        math.fsum(weight * one[mood] for weight, one in weighted) / total
        for mood in range(len(MOODS))
    )
    return a, b, c, d


def effective(faces: Sequence[float], texts: Sequence[float], correlation: float) -> float:
    """How many independent readings the weighted mean of these is worth, at least 1.

    Kish's effective sample size, where the faces' errors are correlated with each other: it is the
    variance of one reading over that of their weighted mean (Kish 1965, Survey Sampling, ch. 5 and
    8.2). `faces` and `texts` are the readings' weights.
    """
    heard, total = math.fsum(faces), math.fsum((*faces, *texts))
    alone = (1 - correlation) * math.fsum(one**2 for one in faces)
    spread = alone + correlation * heard**2 + math.fsum(one**2 for one in texts)
    return max(1.0, total**2 / spread)


def posterior(prior: Mood, found: Evidence, strength: float) -> Mood:
    """The prior put back in once: p ~ prior * exp(strength * evidence)."""
    logs = [math.log(p) + strength * e for p, e in zip(prior, found, strict=True)]
    return mood_of(math.exp(log - max(logs)) for log in logs)


def opposed(one: Mood, other: Mood, confident_from: float) -> bool:
    """Whether one reading is surely negative and the other surely positive."""
    return {_side(one, confident_from), _side(other, confident_from)} == {"negative", "positive"}


def divided(mood: Mood, face: Mood, text: Mood) -> Mood:
    """The mood of modalities that contradict each other: as much goes to `other` as both are sure
    of, and at least so much that it is the likeliest."""
    share = max(0.5, min(max(face), max(text)))
    kept = [(1 - share) * p for p in mood]
    return mood_of((*kept[:3], kept[3] + share))


def _side(mood: Mood, confident_from: float) -> str | None:
    """The likelier of negative and positive when it is sure enough."""
    negative, positive = mood[_NEGATIVE], mood[_POSITIVE]
    if max(negative, positive) < confident_from or negative == positive:
        return None
    return "negative" if negative > positive else "positive"
