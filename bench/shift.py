"""`python -m bench.shift --data FILE.npz`: a face model on other pictures than it learnt from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console

from bench import origin
from bench.cannot_measure import CannotMeasure
from bench.command import run
from bench.face_card import PAGES, command, measured, record_section
from bench.face_model import FaceModel
from bench.face_pages import write_pages
from bench.face_parts import Part, chosen_rows
from bench.face_rows import Rows
from bench.face_study import score
from bench.shift_framing import framing_study
from bench.shift_pictures import draw
from bench.shift_study import study
from bench.shift_tables import show
from models.card import FOLDER, Card
from train.faces import EMOTIONS, LABELS, Floats
from vision.emotion import MODEL

Data = Annotated[Path, typer.Option(help="Faces with votes, shaped like ferplus_train_valid.npz.")]
Model = Annotated[str, typer.Option(help="Name of a face model in models/.")]
Split = Annotated[int | None, typer.Option(help="Only rows with this number in `split`.")]
OnlyPart = Annotated[
    Part | None, typer.Option(help="Only this part of the file that trained the model.")
]
Draws = Annotated[int, typer.Option(min=2, help="How often rows are drawn anew.")]
IntoCard = Annotated[
    bool, typer.Option("--card", help="Write it into the model's card and page in docs/models/.")
]
Out = Annotated[Path | None, typer.Option(help="Folder for the pictures, as SVG.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]


def shift(
    data: Data,
    model: Model = MODEL,
    split: Split = None,
    part: OnlyPart = None,
    draws: Draws = 30,
    card: IntoCard = False,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """What other class shares, other labellers and other framing cost, and what puts it right.

    Rows are drawn anew so that classes are as common as elsewhere, half of them to fit a
    temperature on and half to measure; then the faces are cut out tighter, looser and aside.
    """
    if card and part is not Part.REPORT:
        raise CannotMeasure("A card takes rows that chose and fitted nothing: add --part report.")
    scorer = FaceModel(model)
    source, rows = _source(scorer.card), chosen_rows(data, scorer.card, split, part)
    said = score(scorer, rows.pixels, "as they are")
    found = {
        "command": origin.command("bench.shift"),
        "commit": origin.commit(),
        "model": origin.model(scorer.card),
        "data": {"file": data.name, "sha256": origin.sha256(data), "split": split, "part": part},
        "draws": draws,
        "shares": study(rows, said, source, draws),
        "framing": _framing(scorer, rows),
    }
    if out:
        draw(out, found)
    if card:
        _into_card(scorer.card, found, data)
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        show(found, Console(highlight=False))


def _source(card: Card) -> Floats:
    """[9] how common the model takes each label to be, as its own report rows showed."""
    shares = measured(card)["report"]["mean_probabilities"]
    return np.array([shares[label] for label in LABELS], np.float64)


def _framing(scorer: FaceModel, rows: Rows) -> dict[str, Any] | None:
    """On rows with a majority emotion; None without one."""
    truth = rows.truth
    counted = (truth >= 0) & (truth < EMOTIONS)
    if not counted.any():
        return None
    return framing_study(scorer, rows.pixels[counted], truth[counted])


def _into_card(card: Card, found: dict[str, Any], data: Path) -> None:
    words = ("--data", data, "--model", card.name, "--part", "report", "--draws", found["draws"])
    kept = {name: found[name] for name in ("commit", "draws", "shares", "framing")}
    told = {"command": command("bench.shift", *words, "--card"), **kept}
    record_section(card, "shift", told, FOLDER)
    draw(PAGES / card.name, found)
    write_pages(FOLDER, PAGES)


if __name__ == "__main__":
    run(shift)
