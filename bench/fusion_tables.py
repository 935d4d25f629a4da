"""The fusion bench's figures as tables for a terminal, and held against the goals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from train.fusion_rivals import METHODS

QUARTER, POINTS, NOTICED = 0.25, 0.05, 0.9
"""Of the better modality's errors at a free face; over fixed weights at a frozen one; of the
contradictory sessions at a free face."""
FIGURES = ("accuracy", "macro_f1", "log_loss")


def goals(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Each goal by kind of moods and dependence: met or not, and by how much.

    "As good" is within the interval: the gain and its half width reach 0.
    """
    rows = []
    for moods, dependence in dict.fromkeys(
        (r["moods"], r["dependence"]) for r in found["compared"]
    ):
        here = [
            row
            for row in found["compared"]
            if (row["moods"], row["dependence"]) == (moods, dependence)
        ]
        free, frozen = here[0]["turn"], here[-1]["turn"]
        rows.append(
            {
                "moods": moods,
                "dependence": dependence,
                "turns_never_worse": _never_worse(here, "turn"),
                "sessions_never_worse": _never_worse(here, "session"),
                "errors_removed_free": free["errors_removed"],
                "half_width": free["errors_removed_half_width"],
                "a_quarter_removed": _reaches(free["errors_removed"], QUARTER),
                "over_fixed_frozen": frozen["over_fixed"][0],
                "five_points_over_fixed": frozen["over_fixed"][0] >= POINTS,
            }
        )
    return rows


def show(found: dict[str, Any], screen: Console) -> None:
    """What was measured, the levels, the comparison, the goals, abstention, contradictions,
    sessions without words."""
    rows = found["rows"]
    screen.print(f"\n{found['synthetic']}", soft_wrap=True)
    part = f" ({rows['part']} part)" if rows["part"] else ""
    screen.print(
        f"{rows['faces']}{part}: {rows['pictures']} pictures, {rows['with_a_mood']} with a mood "
        f"that most voters saw; {rows['replies']} replies, {rows['replies_read']} read\n",
        soft_wrap=True,
    )
    screen.print(_plain(found["levels"], "what is left to see"))
    for unit in ("turn", "session"):
        for figure in FIGURES:
            screen.print(_compared(found["compared"], unit, figure))
    screen.print(_plain(found["goals"], "goals"))
    screen.print(_plain(found["contradictions"], "opposed face and words"))
    screen.print(_plain(found["buttons_only"], "sessions answered with buttons only"))
    sure = found["abstention"]
    screen.print(
        f"Naming only moods from {sure['abstain_below']} on: {sure['coverage']:.3f} of sessions, "
        f"{sure['accuracy_named']:.3f} of them right ({sure['accuracy_all']:.3f} of all); "
        f"ECE {sure['ece']:.3f}; accuracy by coverage {sure['accuracy_at_coverage']}",
        soft_wrap=True,
    )


def _reaches(value: float | None, goal: float) -> bool | None:
    """None where there was no error to remove."""
    return None if value is None else value >= goal


def _never_worse(rows: Sequence[dict[str, Any]], unit: str) -> bool:
    return all(sum(row[unit]["over_better_single"]) >= 0 for row in rows)


def _compared(rows: Sequence[dict[str, Any]], unit: str, figure: str) -> Table:
    table = Table("moods", "dependence", "attenuation", *METHODS, "ours - better", "ECE")
    table.title = f"{figure.replace('_', ' ')} per {unit}"
    for row in rows:
        here = row[unit]
        cells = [_with_interval(here[name][figure]) for name in METHODS]
        gain = _with_interval(here["over_better_single"]) if figure == "accuracy" else ""
        place = (row["moods"], f"{row['dependence']:g}", f"{row['attenuation']:.0%}")
        table.add_row(*place, *cells, gain, _with_interval(here["ours"]["ece"]))
    return table


def _plain(rows: Sequence[dict[str, Any]], title: str) -> Table:
    table = Table(*(name.replace("_", " ") for name in rows[0]), title=title)
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    return table


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _with_interval(figure: Sequence[float]) -> str:
    return f"{figure[0]:.3f} ±{figure[1]:.3f}"
