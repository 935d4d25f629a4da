"""How far estimates agree with people: patients' own ratings, and clinicians' blind ones."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from contract.messages import MOODS, Label, LabelSource

NAMES: dict[LabelSource, str] = {
    "self": "The patient's own rating",
    "blind": "Clinicians, before the estimate",
    "after": "Clinicians, after the estimate (no label)",
}
Z = 1.96


@dataclass(frozen=True)
class Agreement:
    """The judgements of one kind in one span."""

    span: str
    """"All" or a month such as Nov 2026."""
    judged: int
    """All judgements."""
    compared: int
    """Those beside which an estimate named a mood."""
    agreed: int
    interval: tuple[float, float] | None
    """Wilson's 95 % interval of the share that agreed; None when none was compared."""
    kappa: float | None
    """Cohen's kappa: agreement beyond what chance gives; None where it says nothing."""


@dataclass(frozen=True)
class Source:
    """All there is of one kind of judgement."""

    name: str
    spans: tuple[Agreement, ...]
    """All of them first, then month by month, the latest first."""
    table: tuple[tuple[str, tuple[int, ...]], ...]
    """For each judged mood, how often each mood was estimated beside it; last: no mood named."""


def sources(labels: Sequence[Label]) -> tuple[Source, ...]:
    """Each kind that has a judgement."""
    found = []
    for source, name in NAMES.items():
        mine = [one for one in labels if one.source == source]
        if mine:
            found.append(Source(name, _spans(mine), _table(mine)))
    return tuple(found)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    share, spread = hits / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two judgements of the same things; None where chance alone explains all."""
    if not pairs:
        return None
    count = len(pairs)
    left, right = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    chance = sum(left[mood] * right[mood] for mood in MOODS) / count**2
    seen = sum(one == other for one, other in pairs) / count
    return None if chance >= 1 else (seen - chance) / (1 - chance)


def _spans(labels: Sequence[Label]) -> tuple[Agreement, ...]:
    months: dict[str, list[Label]] = {}
    for one in sorted(labels, key=lambda label: label.at, reverse=True):
        months.setdefault(f"{datetime.fromtimestamp(one.at):%b %Y}", []).append(one)
    by_month = [_agreement(month, mine) for month, mine in months.items()]
    return (_agreement("All", labels), *by_month)


def _agreement(span: str, labels: Sequence[Label]) -> Agreement:
    pairs = [(one.mood, one.estimate) for one in labels if one.estimate and not one.abstained]
    told = [(mood, estimate) for mood, estimate in pairs if estimate is not None]
    agreed = sum(mood == estimate for mood, estimate in told)
    return Agreement(
        span=span,
        judged=len(labels),
        compared=len(told),
        agreed=agreed,
        interval=wilson(agreed, len(told)) if told else None,
        kappa=kappa(told),
    )


def _table(labels: Sequence[Label]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    counts = Counter((one.mood, None if one.abstained else one.estimate) for one in labels)
    columns = (*MOODS, None)
    return tuple((mood, tuple(counts[mood, column] for column in columns)) for mood in MOODS)
