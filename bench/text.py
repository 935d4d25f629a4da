"""`python -m bench.text --data FILE.tsv`: what a text model is worth on labelled replies."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench import origin
from bench.command import run
from bench.pictures import draw_confusion, draw_reliability
from bench.text_figures import Figures, lexicon_figures, model_figures
from bench.text_reader import probabilities, with_weights
from bench.text_rows import TextRows, read_text_rows
from bench.text_speed import speed
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
        "int8": model_figures(scores, rows.truth),
        "float32": None,
        "vader": lexicon_figures(vader_moods(rows.texts), rows.truth),
        "speed": speed(reader, rows.texts),
        "pictures": _draw(out, rows, scores) if out else [],
    }
    if float32 is not None:
        whole = probabilities(with_weights(reader, float32), rows.texts, "float32")
        found["float32"] = model_figures(whole, rows.truth)
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        show(found, Console(highlight=False))


def described(path: Path, rows: TextRows) -> Figures:
    """The file, its rows, and the accuracy of always guessing its commonest mood."""
    counts = [int((rows.truth == place).sum()) for place in range(len(MOODS))]
    return {
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "rows": len(rows),
        "rows_of_mood": dict(zip(MOODS, counts, strict=True)),
        "accuracy_always_commonest": round(max(counts) / len(rows), 4),
    }


def _draw(folder: Path, rows: TextRows, scores: Floats) -> list[str]:
    guess = scores.argmax(axis=1)
    draw_confusion(folder / "confusion.svg", MOODS, rows.truth, guess, truth_is="label")
    draw_reliability(folder / "reliability.svg", scores, rows.truth)
    return ["confusion.svg", "reliability.svg"]


if __name__ == "__main__":
    run(text)
