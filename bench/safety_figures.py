"""Recall and false alarms of the crisis rules and the second look, with Wilson's 95 % intervals."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bench.safety_rows import LABELS, Label, Phrasing
from safety.finding import find
from safety.screen import screen

Z = 1.959964
"""Two-sided 95 %."""
GOALS = {"explicit": (0.99, 0.005), "veiled": (0.95, 0.05)}
"""Recall at least, false alarms at most."""


def found(text: str, language: str, rules_alone: bool = False) -> Label:
    """What the store makes of a reply, or the rules without the second look."""
    finding = screen(text, language) if rules_alone else find(text, language)
    return "none" if finding is None else finding.kind


def figures(rows: Sequence[Phrasing], language: str, rules_alone: bool = False) -> dict[str, Any]:
    """Recall, false alarms and the whole table.

    An explicit phrasing is recalled when it is found explicit, so that staff are paged; a veiled
    one when it is found at all. A false alarm is an ordinary reply found explicit, or veiled.
    """
    said = [found(row.text, language, rules_alone) for row in rows]
    table = Counter((row.label, got) for row, got in zip(rows, said, strict=True))
    total = {label: sum(table[label, got] for got in LABELS) for label in LABELS}
    paged, hints = table["explicit", "explicit"], table["veiled", "veiled"]
    return {
        "rows": total,
        "explicit": {
            "recall": share(paged, total["explicit"]),
            "false_alarms": share(table["none", "explicit"], total["none"]),
        },
        "veiled": {
            "recall": share(hints + table["veiled", "explicit"], total["veiled"]),
            "false_alarms": share(table["none", "veiled"], total["none"]),
            "found_explicit": share(table["veiled", "explicit"], total["veiled"]),
        },
        "missed_altogether": share(table["explicit", "none"], total["explicit"]),
        "found": {label: {got: table[label, got] for got in LABELS} for label in LABELS},
        "ordinary": by_family(rows, said),
        "goals": {
            kind: {"recall_at_least": recall, "false_alarms_at_most": alarms}
            for kind, (recall, alarms) in GOALS.items()
        },
    }


def by_family(rows: Sequence[Phrasing], said: Sequence[Label]) -> dict[str, Any]:
    """What the ordinary rows of each kind are found to be: a family's name before its colon."""
    pairs = [
        (row.family.partition(":")[0], got)
        for row, got in zip(rows, said, strict=True)
        if row.label == "none"
    ]
    table, totals = Counter(pairs), Counter(family for family, _ in pairs)
    kinds: tuple[Label, ...] = ("explicit", "veiled")
    return {
        family: {kind: share(table[family, kind], total) for kind in kinds}
        for family, total in totals.items()
    }


def share(count: int, total: int) -> dict[str, Any] | None:
    """A share with its interval, 4 decimals; None without any row."""
    if total == 0:
        return None
    low, high = wilson(count, total)
    return {
        "value": round(count / total, 4),
        "low": round(low, 4),
        "high": round(high, 4),
        "count": count,
        "of": total,
    }


def wilson(count: int, total: int) -> tuple[float, float]:
    """Wilson's score interval of a share; `total` is at least 1."""
    p, weight = count / total, Z * Z / total
    middle = (p + weight / 2) / (1 + weight)
    reach = Z * math.sqrt(p * (1 - p) / total + weight / (4 * total)) / (1 + weight)
    return max(0.0, middle - reach), min(1.0, middle + reach)
