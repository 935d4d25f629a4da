"""`python -m bench.wording`: answers in one's own words, and the options proposed for them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bench import origin
from bench.command import run
from bench.safety_figures import share
from bench.wording_rows import Phrasing, read_phrasings
from questionnaires.own_words.reading import read_reply
from sentiment.likeness import Likeness
from sentiment.mood import TextModel

HELD_BACK = Path(__file__).resolve().parent / "data" / "wording" / "held_back.tsv"
GOAL = 0.9

Data = Annotated[Path, typer.Option(help="Lines `item<TAB>value|none<TAB>text`.")]
Model = Annotated[str, typer.Option(help="The text model that is asked where rules say nothing.")]
Misses = Annotated[bool, typer.Option("--misses", help="Print each row that was not right.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]


def wording(
    data: Data = HELD_BACK,
    model: Model = "text-minilm",
    misses: Misses = False,
    as_json: AsJson = False,
) -> None:
    """How often the right option is proposed, none, or a wrong one, with 95 % intervals.

    A row is right when its option is proposed, and one that means no option when none is.
    """
    rows, likeness = read_phrasings(data), Likeness(TextModel.load(model, meaning=True))
    rules = [_rules(row) for row in rows]
    both = [
        (_alike(row, likeness) if found is _ASK else found)
        for row, found in zip(rows, rules, strict=True)
    ]
    alone = [None if found is _ASK else found for found in rules]
    nearest = [_alike(row, likeness) for row in rows]
    measured: dict[str, Any] = {
        "command": origin.command("bench.wording"),
        "commit": origin.commit(),
        "data": {"file": data.name, "sha256": hashlib.sha256(data.read_bytes()).hexdigest()},
        "rows": len(rows),
        "goal": GOAL,
        "as shipped": _figures(rows, both),
        "synonyms and days alone": _figures(rows, alone),
        "text model alone": _figures(rows, nearest),
    }
    if misses:
        measured["misses"] = _misses(rows, both)
    if as_json:
        typer.echo(json.dumps(measured, indent=2))
    else:
        _show(measured, Console(highlight=False))


_ASK = -1
"""The rules say nothing: the text model is asked."""


def _rules(row: Phrasing) -> int | None:
    reading = read_reply(row.questionnaire, row.item, row.text)
    return reading.value if reading.settled else _ASK


def _alike(row: Phrasing, likeness: Likeness) -> int | None:
    return likeness.nearest(row.item, row.text)


def _figures(rows: Sequence[Phrasing], found: Sequence[int | None]) -> dict[str, Any]:
    """Shares of all rows: right, unsure where there was an option to propose, wrongly proposed."""
    kinds = Counter(_kind(row.value, one) for row, one in zip(rows, found, strict=True))
    return {kind: share(kinds[kind], len(rows)) for kind in ("right", "unsure", "wrong")}


def _kind(value: int | None, found: int | None) -> str:
    if value == found:
        return "right"
    return "unsure" if found is None else "wrong"


def _misses(rows: Sequence[Phrasing], found: Sequence[int | None]) -> list[dict[str, Any]]:
    pairs = zip(rows, found, strict=True)
    return [
        {"item": row.item.id, "is": row.value, "proposed": one, "text": row.text}
        for row, one in pairs
        if row.value != one
    ]


def _show(measured: dict[str, Any], console: Console) -> None:
    console.print(f"{measured['data']['file']}: {measured['rows']} phrasings.")
    table = Table("", "right", "95 % interval", "goal", "unsure", "wrong", "95 % interval")
    for way in ("as shipped", "synonyms and days alone", "text model alone"):
        right, unsure, wrong = (measured[way][kind] for kind in ("right", "unsure", "wrong"))
        table.add_row(
            way,
            f"{right['value']:.3f} ({right['count']}/{right['of']})",
            f"{right['low']} to {right['high']}",
            f">= {measured['goal']}",
            str(unsure["count"]),
            f"{wrong['value']:.3f} ({wrong['count']})",
            f"{wrong['low']} to {wrong['high']}",
        )
    console.print(table)
    for miss in measured.get("misses", ()):
        console.print(f"{miss['item']} {miss['is']}, proposed {miss['proposed']}: {miss['text']}")


if __name__ == "__main__":
    run(wording)
