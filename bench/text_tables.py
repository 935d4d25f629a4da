"""The text bench's figures as tables for a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from contract.messages import MOODS

READERS = ("int8", "float32", "vader")
FIGURES = ("accuracy", "macro_f1", "weighted_f1", "ece", "ece_if_honest")


def show(found: dict[str, Any], screen: Console) -> None:
    """What was measured, then the readers side by side, each class, confusions, speed."""
    model, data = found["model"], found["data"]
    screen.print(
        f"\n{model['name']} {model['version']} on {data['file']}: {data['rows']} replies; always "
        f"the commonest mood would be right in {data['accuracy_always_commonest']:.3f}\n",
        soft_wrap=True,
    )
    screen.print(_side_by_side(found))
    screen.print(_classes(found["int8"]["classes"]))
    screen.print(_confusion(found["int8"]["confusion"]))
    speed = found["speed"]
    screen.print(
        f"{speed['ms_median']:.2f} ms a reply (p95 {speed['ms_p95']:.2f}), "
        f"{speed['tokens_median']:.0f} tokens, one thread\n"
    )


def _side_by_side(found: dict[str, Any]) -> Table:
    there = [reader for reader in READERS if found[reader] is not None]
    table = Table("", *there)
    for figure in FIGURES:
        table.add_row(
            figure.replace("_", " "), *(_shown(found[reader][figure]) for reader in there)
        )
    for mood in MOODS:
        cells = (_shown(found[reader]["classes"][mood]["f1"]) for reader in there)
        table.add_row(f"F1 {mood}", *cells)
    return table


def _classes(classes: dict[str, dict[str, Any]]) -> Table:
    columns = ("rows", "precision", "recall", "specificity", "f1", "average_precision")
    table = Table("int8", *(column.replace("_", " ") for column in columns))
    for mood, figures in classes.items():
        table.add_row(mood, *(_shown(figures[column]) for column in columns))
    return table


def _confusion(counts: list[list[int]]) -> Table:
    table = Table("truth \\ int8", *MOODS)
    for mood, row in zip(MOODS, counts, strict=True):
        table.add_row(mood, *(str(count) for count in row))
    return table


def _shown(figure: float | int | None) -> str:
    if figure is None:
        return "-"
    return str(figure) if isinstance(figure, int) else f"{figure:.3f}"
