"""The figures of `bench.face` as tables for a person to read."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Column, Table

_HEADLINE = (
    ("accuracy, 8 emotions", "emotion", "accuracy"),
    ("macro F1, 8 emotions", "emotion", "macro_f1"),
    ("weighted F1, 8 emotions", "emotion", "weighted_f1"),
    ("ECE of the emotion, 15 equal bins", "emotion", "ece"),
    ("accuracy, 4 moods", "mood", "accuracy"),
    ("macro F1, 4 moods", "mood", "macro_f1"),
    ("weighted F1, 4 moods", "mood", "weighted_f1"),
    ("ECE of the mood, 15 equal bins", "mood", "ece"),
    ("a random voter agrees", "random_voter", "accuracy"),
    ("  with the best possible answer", "random_voter", "best_possible"),
    ("  with another voter", "random_voter", "another_voter"),
    ("divergence from votes, KL nats", "divergence", "kl_nats"),
    ("divergence from votes, JS bits", "divergence", "js_bits"),
)


def show(found: dict[str, Any], console: Console) -> None:
    """Print what `bench.face` found."""
    model, data = found["model"], found["data"]
    console.print(
        f"{model['name']} {model['version']} ({model['size_bytes']:,} bytes, commit "
        f"{found['commit'] or 'unknown'}) on {data['file']}"
    )
    for note in _notes(found):
        console.print(note)
    console.print(_headline(found))
    for kind in ("emotion", "mood"):
        if found["all"][kind]:
            console.print(_classes(kind, found["all"][kind]["classes"]))
    if found["robustness"]:
        console.print(_robustness(found["robustness"]))


def _notes(found: dict[str, Any]) -> list[str]:
    rows, out = found["all"], found["all"]["left_out"]
    notes = [
        f"{rows['rows']:,} rows, {rows['rows_measured']:,} with a majority emotion; left out: "
        f"{out['no_majority']:,} without a majority, {out['top_label_unknown']:,} unknown, "
        f"{out['top_label_not_a_face']:,} not a face."
    ]
    missing = found["data"]["missing"]
    if missing:
        notes.append(f"The file lacks {', '.join(missing)}: what needs that is not measured.")
    if found["data"]["trained_the_model"] and found["data"]["part"] != "report":
        notes.append(
            "This file trained the model: on its rows figures flatter. `--part report` measures "
            "rows that trained, chose and fitted nothing."
        )
    if rows["fer2013_accuracy_7"] is not None:
        notes.append(f"On FER2013's original 7 labels: accuracy {rows['fer2013_accuracy_7']:.4f}.")
    return notes


def _headline(found: dict[str, Any]) -> Table:
    part = found["data"]["part"]
    beside = "with_near_duplicates" if part else "without_near_duplicates"
    table = Table(_title(""), f"{part or 'all'} rows", beside.replace("_", " "))
    for title, group, figure in _HEADLINE:
        cells = [
            (rows.get(group) or {}).get(figure) for rows in (found["all"], found[beside] or {})
        ]
        table.add_row(title, *(_number(cell) for cell in cells))
    return table


def _classes(kind: str, classes: dict[str, dict[str, Any]]) -> Table:
    figures = list(next(iter(classes.values())))
    table = Table(_title(kind), *(figure.replace("_", " ") for figure in figures))
    for name, row in classes.items():
        table.add_row(name, *(_number(row[figure]) for figure in figures))
    return table


def _robustness(conditions: dict[str, dict[str, Any]]) -> Table:
    figures = [figure for figure in next(iter(conditions.values())) if figure != "rows"]
    table = Table(_title("picture"), *(figure.replace("_", " ") for figure in figures))
    for name, row in conditions.items():
        table.add_row(name, *(_number(row[figure]) for figure in figures))
    return table


def _title(name: str) -> Column:
    """A first column whose names stay on one line."""
    return Column(name, no_wrap=True)


def _number(value: float | int | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:.4f}"
