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
from bench.command import run
from bench.safety_figures import figures, found
from bench.safety_rows import Phrasing, read_phrasings
from safety.language import FOLDER

Data = Annotated[Path, typer.Option(help="Lines `explicit|veiled|none<TAB>text`.")]
Language = Annotated[str, typer.Option(help="Whose rules: a file of safety/languages/.")]
Misses = Annotated[bool, typer.Option("--misses", help="Print each row found to be another class.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]


def safety(
    data: Data, language: Language = "en", misses: Misses = False, as_json: AsJson = False
) -> None:
    """Recall and false alarms of the crisis rules, with 95 % intervals.

    Replies are looked at one at a time, by the very call that the store makes.
    """
    rows = read_phrasings(data)
    measured = {
        "command": origin.command("bench.safety"),
        "commit": origin.commit(),
        "language": language,
        "rules_sha256": _hash(FOLDER / f"{language}.yml"),
        "data": {"file": data.name, "sha256": _hash(data)},
        **figures(rows, language),
    }
    if misses:
        measured["misses"] = _misses(rows, language)
    if as_json:
        typer.echo(json.dumps(measured, indent=2))
    else:
        _show(measured, Console(highlight=False))


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _misses(rows: Sequence[Phrasing], language: str) -> list[dict[str, str]]:
    got = ((row, found(row.text, language)) for row in rows)
    return [
        {"is": row.label, "found": one, "text": row.text} for row, one in got if one != row.label
    ]


def _show(measured: dict[str, Any], console: Console) -> None:
    rows = ", ".join(f"{count} {label}" for label, count in measured["rows"].items())
    console.print(f"{measured['data']['file']}: {rows}. Language {measured['language']}.")
    table = Table("", "recall", "95 % interval", "goal", "false alarms", "95 % interval", "goal")
    for kind, goal in measured["goals"].items():
        cells = (*_cells(measured[kind]["recall"]), f">= {goal['recall_at_least']}")
        alarms = (*_cells(measured[kind]["false_alarms"]), f"<= {goal['false_alarms_at_most']}")
        table.add_row(kind, *cells, *alarms)
    console.print(table)
    for miss in measured.get("misses", ()):
        console.print(f"{miss['is']} found {miss['found']}: {miss['text']}", markup=False)


def _cells(share: dict[str, Any] | None) -> tuple[str, str]:
    if share is None:
        return "no rows", ""
    return (
        f"{share['value']:.4f} ({share['count']}/{share['of']})",
        f"{share['low']} to {share['high']}",
    )


if __name__ == "__main__":
    run(safety)
