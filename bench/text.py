"""`python -m bench.text --data FILE.tsv`: what a text model is worth on labelled replies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench import origin
from bench.command import run
from bench.pictures import draw_confusion, draw_reliability
from bench.text_figures import lexicon_figures
from bench.text_reader import probabilities
from bench.text_report import described, measured
from bench.text_rows import TextRows, read_text_rows
from bench.text_tables import show
from bench.vader import vader_moods
from contract.messages import MOODS
from contract.settings import load_settings
from sentiment.choice import open_model
from train.measures import Floats

SHIPPED = "text-minilm"

Data = Annotated[Path, typer.Option(help="Lines `label<TAB>text`; labels are the four moods.")]
Model = Annotated[
    str, typer.Option(help="A text model of models/ or of the data folder's models/.")
]
Float32 = Annotated[
    Path | None, typer.Option(metavar="FILE.onnx", help="The same model before quantising.")
]
Out = Annotated[Path | None, typer.Option(help="Folder for the pictures, as SVG.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]


def text(
    data: Data,
    model: Model = SHIPPED,
    float32: Float32 = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Accuracy, F1, calibration and speed, beside the lexicon VADER and the float32 model.

    Replies are scored one at a time, exactly as the service scores them.
    """
    rows, reader = read_text_rows(data), open_model(model, load_settings())
    scores = probabilities(reader, rows.texts, model)
    found = {
        "command": origin.command("bench.text"),
        "commit": origin.commit(),
        "model": origin.model(reader.card),
        "data": described(data, rows),
        **measured(reader, rows, scores, float32),
        "vader": lexicon_figures(vader_moods(rows.texts), rows.truth),
        "pictures": _draw(out, rows, scores) if out else [],
    }
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        show(found, Console(highlight=False))


def _draw(folder: Path, rows: TextRows, scores: Floats) -> list[str]:
    guess = scores.argmax(axis=1)
    draw_confusion(folder / "confusion.svg", MOODS, rows.truth, guess, truth_is="label")
    draw_reliability(folder / "reliability.svg", scores, rows.truth)
    return ["confusion.svg", "reliability.svg"]


if __name__ == "__main__":
    run(text)
