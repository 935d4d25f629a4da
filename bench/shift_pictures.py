"""Pictures of what other class shares and other framing do to the mood."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.pictures import figure_axes

_COLOURS = ("#1f3a5f", "#c48a1a", "#7b6bb0", "#3f8f5b", "#b5533c")


def draw(out: Path, found: dict[str, Any]) -> None:
    """`shift-shares.svg`, and `shift-framing.svg` where framing was measured."""
    _shares(out / "shift-shares.svg", found["shares"])
    if found["framing"]:
        _framing(out / "shift-framing.svg", found["framing"]["framings"])


def _shares(path: Path, shares: dict[str, Any]) -> None:
    """A row for each kind of picture, a dot for each remedy, with its range over the draws."""
    rows = [
        (f"{who}: {name}", one) for who, all_of in shares.items() for name, one in all_of.items()
    ]
    with figure_axes(path, 8, 1.2 + 0.55 * len(rows)) as axes:
        remedies = list(rows[0][1]["remedies"]) if rows else []
        for k, remedy in enumerate(remedies):
            found = [one["remedies"][remedy] for _, one in rows]
            axes.errorbar(
                [one["mood_weighted_f1"] for one in found],
                [place + 0.14 * (k - 2) for place in range(len(rows))],
                xerr=[one["half_width_95"] for one in found],
                fmt="o",
                markersize=4,
                linewidth=1,
                color=_COLOURS[k],
                label=remedy,
            )
        axes.set_yticks(range(len(rows)), [title for title, _ in rows])
        axes.invert_yaxis()
        axes.set(xlabel="weighted F1, 4 moods")
        axes.grid(axis="x", color="#e4e8ee")
        axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))


def _framing(path: Path, framings: dict[str, Any]) -> None:
    """As it is and cut out again, side by side."""
    with figure_axes(path, 7, 1.2 + 0.35 * len(framings)) as axes:
        for k, way in enumerate(("as it is", "cut out again")):
            f1 = [one[way]["mood_weighted_f1"] for one in framings.values()]
            axes.plot(f1, range(len(f1)), "os"[k], color=_COLOURS[k], label=way)
        axes.set_yticks(range(len(framings)), list(framings))
        axes.invert_yaxis()
        axes.set(xlabel="weighted F1, 4 moods")
        axes.grid(axis="x", color="#e4e8ee")
        axes.legend(fontsize=8)
