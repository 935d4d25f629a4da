"""The figures of `bench.shift` as tables for a person to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from bench.framing import POINTS
from bench.markdown import figure
from bench.shift_study import FIGURES

HEADS = {
    "emotion_accuracy": "8 emotions",
    "mood_accuracy": "4 moods",
    "mood_weighted_f1": "F1",
    "called_neutral": "neutral",
    "mood_ece": "ECE",
}
LEGEND = (
    "8 emotions and 4 moods: accuracy; F1 (weighted) and ECE of the mood; neutral: how many faces "
    "are called so; ±: half of the range of F1 that holds 95 % of the draws."
)


def show(found: dict[str, Any], console: Console) -> None:
    """Print what `bench.shift` found."""
    model = found["model"]
    console.print(
        f"{model['name']} {model['version']} (commit {found['commit'] or 'unknown'}) on "
        f"{found['data']['file']}, means over {found['draws']} draws"
    )
    console.print(LEGEND)
    for who, conditions in found["shares"].items():
        for name, one in conditions.items():
            off = f"EM puts {one['shares_off']:.0%} into wrong classes"
            title = f"{share_title(who, name, one)}; {off}"
            table = Table(*_heads("remedy"), "±", title=title)
            for remedy, *cells in share_rows(one):
                table.add_row(remedy, *cells)
            console.print(table)
    if found["framing"]:
        table = Table(*_heads("framing"), title=framing_title(found["framing"]))
        for framing, *cells in framing_rows(found["framing"]):
            table.add_row(framing, *cells)
        console.print(table)


def share_title(who: str, name: str, found: dict[str, Any]) -> str:
    """Whose labels, which shares, and what of them is neutral."""
    return f"{who}, {name}: {found['rows']:,} rows, {found['neutral']:.0%} neutral"


def share_rows(found: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Remedy, FIGURES, half of the range that holds 95 % of the draws' weighted F1."""
    for remedy, one in found["remedies"].items():
        yield remedy, *(figure(one[name]) for name in (*FIGURES, "half_width_95"))


def framing_title(found: dict[str, Any]) -> str:
    """How many rows, and how far their faces lie from the training's framing."""
    where = found["where"]
    off = ", ".join(f"{point} {where[point]['median']:.1f}" for point in POINTS if point in where)
    return (
        f"{found['rows']:,} faces, found in {where['faces']:,}; median distance from the framing "
        f"of the service, pixels of 48: {off or 'unknown'}"
    )


def framing_rows(found: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Framing, FIGURES; then the same cut out again by the face mesh."""
    for name, one in found["framings"].items():
        yield name, *(figure(one["as it is"][key]) for key in FIGURES)
        again = f"... cut out again ({one['faces']:,})"
        yield again, *(figure(one["cut out again"][key]) for key in FIGURES)


def _heads(first: str) -> tuple[Column | str, ...]:
    return Column(first, no_wrap=True), *(HEADS[name] for name in FIGURES)
