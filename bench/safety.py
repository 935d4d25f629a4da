"""`python -m bench.safety --data FILE.tsv`: crisis phrasings found, ordinary replies left alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bench import origin
from bench.cannot_measure import CannotMeasure
from bench.command import run
from bench.safety_figures import figures, found
from bench.safety_rows import Phrasing, read_phrasings
from models.card import load_card
from safety.estimator import NAME
from safety.language import FOLDER
from safety.second_look import shipped

FEW_FAMILIES = 6
"""Of ordinary rows, so many are shown one by one."""
Data = Annotated[Path, typer.Option(help="Lines `explicit|veiled|none<TAB>text`.")]
Language = Annotated[str, typer.Option(help="Whose rules: a file of safety/languages/.")]
Misses = Annotated[bool, typer.Option("--misses", help="Print each row found to be another class.")]
Alone = Annotated[bool, typer.Option("--rules-alone", help="Leave the second look out.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]


def safety(
    data: Data,
    language: Language = "en",
    misses: Misses = False,
    rules_alone: Alone = False,
    as_json: AsJson = False,
) -> None:
    """Recall and false alarms of the crisis rules with the second look, with 95 % intervals.

    Replies are looked at one at a time, by the very call that the store makes; what the rules alone
    would find stands beside it.
    """
    rows = read_phrasings(data)
    measured = {
        "command": origin.command("bench.safety"),
        "commit": origin.commit(),
        "language": language,
        "rules_sha256": _hash(FOLDER / f"{language}.yml"),
        "data": {"file": data.name, "sha256": _hash(data)},
        **_second_look(rules_alone),
        **figures(rows, language, rules_alone),
    }
    if not rules_alone:
        measured["rules_alone"] = figures(rows, language, rules_alone=True)
    if misses:
        measured["misses"] = _misses(rows, language, rules_alone)
    if as_json:
        typer.echo(json.dumps(measured, indent=2))
    else:
        _show(measured, Console(highlight=False))


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _second_look(rules_alone: bool) -> dict[str, str | None]:
    """The hash of what stood beside the rules; CannotMeasure when it cannot be read."""
    if rules_alone:
        return {"second_look_sha256": None}
    if shipped().get() is None:
        raise CannotMeasure(f"models/{NAME}.onnx cannot be read: restore it, or --rules-alone.")
    return {"second_look_sha256": load_card(NAME).sha256}


def _misses(rows: Sequence[Phrasing], language: str, rules_alone: bool) -> list[dict[str, str]]:
    got = ((row, found(row.text, language, rules_alone)) for row in rows)
    return [
        {"is": row.label, "found": one, "text": row.text} for row, one in got if one != row.label
    ]


def _show(measured: dict[str, Any], console: Console) -> None:
    rows = ", ".join(f"{count} {label}" for label, count in measured["rows"].items())
    console.print(f"{measured['data']['file']}: {rows}. Language {measured['language']}.")
    if "rules_alone" in measured:
        console.print("Rules and second look:")
        _table(measured, console)
        console.print("Rules alone:")
        _table(measured["rules_alone"], console)
    else:
        _table(measured, console)
    if len(measured["ordinary"]) <= FEW_FAMILIES:
        for family, kinds in measured["ordinary"].items():
            _show_family(family, kinds, console)
    for miss in measured.get("misses", ()):
        console.print(f"{miss['is']} found {miss['found']}: {miss['text']}", markup=False)


def _show_family(family: str, kinds: dict[str, Any], console: Console) -> None:
    said = ", ".join(f"{one['count']} {kind}" for kind, one in kinds.items())
    total = next(iter(kinds.values()))["of"]
    console.print(f"Ordinary ones ({family or 'no family'}), {total}: found {said}.", markup=False)


def _table(measured: dict[str, Any], console: Console) -> None:
    table = Table("", "recall", "95 % interval", "goal", "false alarms", "95 % interval", "goal")
    for kind, goal in measured["goals"].items():
        cells = (*_cells(measured[kind]["recall"]), f">= {goal['recall_at_least']}")
        alarms = (*_cells(measured[kind]["false_alarms"]), f"<= {goal['false_alarms_at_most']}")
        table.add_row(kind, *cells, *alarms)
    console.print(table)
    over = measured["veiled"]["found_explicit"]
    if over is not None:
        console.print(f"Veiled found explicit: {over['count']} of {over['of']}.")


def _cells(share: dict[str, Any] | None) -> tuple[str, str]:
    if share is None:
        return "no rows", ""
    return (
        f"{share['value']:.4f} ({share['count']}/{share['of']})",
        f"{share['low']} to {share['high']}",
    )


if __name__ == "__main__":
    run(safety)
