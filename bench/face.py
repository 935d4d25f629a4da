"""`python -m bench.face --data FILE.npz`: what the face model is worth on voted faces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bench import origin
from bench.cannot_measure import CannotMeasure
from bench.command import run
from bench.face_card import PAGES, face_metrics, record
from bench.face_figures import Judged, figures, judge
from bench.face_model import FaceModel
from bench.face_pages import write_pages
from bench.face_parts import Part, chosen_rows
from bench.face_pictures import draw
from bench.face_rows import Rows
from bench.face_study import no_face, robustness, score, with_twins, without_twins
from bench.face_tables import show
from models.card import FOLDER
from train.faces import Floats
from vision.emotion import MODEL

Data = Annotated[Path, typer.Option(help="Faces with votes, shaped like ferplus_train_valid.npz.")]
Model = Annotated[str, typer.Option(help="Name of a face model in models/.")]
Split = Annotated[int | None, typer.Option(help="Only rows with this number in `split`.")]
OnlyPart = Annotated[
    Part | None, typer.Option(help="Only this part of the file that trained the model.")
]
Worsened = Annotated[bool, typer.Option("--robustness", help="Also on worsened pictures.")]
IntoCard = Annotated[
    bool, typer.Option("--card", help="Write it into the model's card and page in docs/models/.")
]
Out = Annotated[Path | None, typer.Option(help="Folder for the pictures, as SVG.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]


def face(
    data: Data,
    model: Model = MODEL,
    split: Split = None,
    part: OnlyPart = None,
    worsened: Worsened = False,
    card: IntoCard = False,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Accuracy, F1, calibration and agreement with the voters, for 8 emotions and 4 moods.

    Labels are FER+'s majority votes: single votes are dropped, rows count when one of the eight
    emotions has more than half of what is left. Columns that the file lacks are named. A card
    takes figures of the part `report` alone, whose rows trained, chose and fitted nothing.
    """
    if card and part is not Part.REPORT:
        raise CannotMeasure("A card takes rows that chose and fitted nothing: add --part report.")
    scorer = FaceModel(model)
    rows = chosen_rows(data, scorer.card, split, part)
    said = score(scorer, rows.pixels, "as they are")
    judged = judge(rows, said)
    found = {
        "command": origin.command("bench.face"),
        "commit": origin.commit(),
        "model": origin.model(scorer.card),
        "data": {**_described(data, rows, scorer), "split": split, "part": part},
        "all": figures(rows, said),
        **_twins(data, rows, said, scorer, part),
        "robustness": robustness(scorer, rows, judged) if worsened or card else None,
        "no_face": no_face(scorer),
        "pictures": [path.name for path in draw(out, judged)] if out else [],
    }
    if card:
        _into_card(scorer, found, data, judged)
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        show(found, Console(highlight=False))


def _into_card(scorer: FaceModel, found: dict[str, Any], data: Path, judged: Judged) -> None:
    """The card, its page and its pictures."""
    record(scorer.card, face_metrics(found, data), FOLDER)
    draw(PAGES / scorer.card.name, judged)
    write_pages(FOLDER, PAGES)


def _twins(
    data: Path, rows: Rows, said: Floats, scorer: FaceModel, part: Part | None
) -> dict[str, Any]:
    """The other column: a part has no near-duplicates of its own, so that they are added."""
    if part is None:
        return {"without_near_duplicates": without_twins(rows, said)}
    twins = chosen_rows(data, scorer.card, None, Part.NEAR_DUPLICATES)
    return {"with_near_duplicates": with_twins(rows, said, twins, scorer)}


def _described(path: Path, rows: Rows, scorer: FaceModel) -> dict[str, Any]:
    digest = origin.sha256(path)
    return {
        "file": path.name,
        "sha256": digest,
        "missing": list(rows.missing),
        "trained_the_model": digest in scorer.card.training.data_sha256.values(),
    }


if __name__ == "__main__":
    run(face)
