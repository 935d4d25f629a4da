"""Curves of the fusion bench, as SVG: the same figures draw the same file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

import bench.pictures  # noqa: F401  its settings make the same figures draw the same file
from train.fusion_rivals import METHODS

DRAWN = ("uniform", 0.3)
"""Moods and dependence of the curves; the tables have the others."""
STYLE = {
    "ours": ("#b3261e", "-", 2.4),
    "face only": ("#1f3a5f", "--", 1.4),
    "text only": ("#2e7d4f", "--", 1.4),
    "equal": ("#9aa5b1", ":", 1.4),
    "fixed": ("#7a5195", "-", 1.2),
    "quality": ("#c98a1b", "-.", 1.2),
}


def draw_levels(path: Path, compared: Sequence[dict[str, Any]], unit: str) -> None:
    """Accuracy of each method against attenuation, with 95 % intervals."""
    rows = [row for row in compared if (row["moods"], row["dependence"]) == DRAWN]
    places = [100 * row["attenuation"] for row in rows]
    figure = Figure(figsize=(6.4, 4.4), layout="constrained")
    axes = figure.add_subplot()
    for name in METHODS:
        colour, line, width = STYLE[name]
        found = [row[unit][name]["accuracy"] for row in rows]
        heights, errors = [one[0] for one in found], [one[1] for one in found]
        axes.errorbar(
            places, heights, errors, color=colour, linestyle=line, linewidth=width, label=name
        )
    axes.set(
        xlabel="expression taken out, %",
        ylabel=f"accuracy per {unit}",
        ylim=(0.2, 1),
        title="Synthetic sessions, no patients",
    )
    axes.legend(fontsize=8, loc="lower left")
    _save(figure, path)


def draw_abstention(path: Path, abstention: dict[str, Any]) -> None:
    """Accuracy of the sessions that are named, against how many are."""
    curve = abstention["accuracy_at_coverage"]
    figure = Figure(figsize=(5, 3.6), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([share for share, _ in curve], [right for _, right in curve], "o-", color="#1f3a5f")
    if abstention["accuracy_named"] is not None:
        place = abstention["coverage"], abstention["accuracy_named"]
        axes.plot(*place, "s", color="#b3261e", label=f"as shipped, {abstention['abstain_below']}")
        axes.legend(fontsize=8, loc="lower left")
    axes.set(
        xlabel="share of sessions whose mood is named",
        ylabel="accuracy of those",
        ylim=(0.5, 1),
        title="Synthetic sessions, all levels",
    )
    _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="svg", metadata={"Date": None})
