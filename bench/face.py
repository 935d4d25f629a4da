"""`python -m bench.face --data FILE.npz`: what the face model is worth on voted faces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from bench import origin
from bench.command import run
from bench.degrade import CONDITIONS, Faces, each
from bench.face_figures import Judged, figures, headline, judge
from bench.face_model import BATCH, FaceModel, gathered
from bench.face_rows import Rows, read_rows
from bench.face_tables import show
from bench.pictures import draw_confusion, draw_precision_recall, draw_reliability
from train.faces import EMOTIONS, LABELS, MOODS, Floats
from vision.emotion import MODEL

Data = Annotated[Path, typer.Option(help="Faces with votes, shaped like ferplus_train_valid.npz.")]
Model = Annotated[str, typer.Option(help="Name of a face model in models/.")]
Split = Annotated[int | None, typer.Option(help="Only rows with this number in `split`.")]
Robustness = Annotated[bool, typer.Option("--robustness", help="Also on worsened pictures.")]
Out = Annotated[Path | None, typer.Option(help="Folder for the pictures, as SVG.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]


def face(
    data: Data,
    model: Model = MODEL,
    split: Split = None,
    robustness: Robustness = False,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Accuracy, F1, calibration and agreement with the voters, for 8 emotions and 4 moods.

    Labels are FER+'s majority votes: single votes are dropped, rows count when one of the eight
    emotions has more than half of what is left. Columns that the file lacks are named.
    """
    rows, scorer = read_rows(data, split), FaceModel(model)
    probabilities = _score(scorer, rows.pixels, "as they are")
    judged = judge(rows, probabilities)
    found = {
        "command": origin.command("bench.face"),
        "commit": origin.commit(),
        "model": origin.model(scorer.card),
        "data": _described(data, split, rows, scorer),
        "all": figures(rows, probabilities),
        "without_near_duplicates": _without_twins(rows, probabilities),
        "robustness": _robustness(scorer, rows, judged) if robustness else None,
        "pictures": [path.name for path in _draw(out, judged)] if out else [],
    }
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        show(found, Console(highlight=False))


def _score(scorer: FaceModel, faces: Faces, what: str, levelled: bool = True) -> Floats:
    bar = track(
        scorer.probabilities(faces, levelled),
        description=f"{what:18}",
        total=-(-len(faces) // BATCH),
        console=Console(stderr=True),
        transient=True,
    )
    return gathered(bar)


def _described(path: Path, split: int | None, rows: Rows, scorer: FaceModel) -> dict[str, Any]:
    digest = origin.sha256(path)
    return {
        "file": path.name,
        "sha256": digest,
        "split": split,
        "missing": list(rows.missing),
        "trained_the_model": digest in scorer.card.training.data_sha256.values(),
    }


def _without_twins(rows: Rows, probabilities: Floats) -> dict[str, Any] | None:
    """The figures of rows that have no near-duplicate; None when the file does not say."""
    if rows.leak is None:
        return None
    alone = rows.leak == 0
    return figures(rows.take(alone), probabilities[alone])


def _robustness(scorer: FaceModel, rows: Rows, judged: Judged) -> dict[str, Any]:
    """The headline figures again, on each worsening of the rows that have a majority emotion."""
    counted = rows.take(judged.rows)
    found = {"as they are": headline(judged)}
    raw = _score(scorer, counted.pixels, "not levelled", levelled=False)
    found["not levelled"] = headline(judge(counted, raw))
    for name, change in CONDITIONS.items():
        worse = _score(scorer, each(counted.pixels, change), name)
        found[name] = headline(judge(counted, worse))
    return found


def _draw(out: Path, judged: Judged) -> list[Path]:
    """The pictures, as far as there are rows to draw."""
    if not len(judged.rows):
        return []
    emotions, names = judged.emotions, LABELS[:EMOTIONS]
    paths = [
        out / f"{picture}.svg"
        for picture in (
            "confusion-emotion",
            "confusion-mood",
            "precision-recall-emotion",
            "precision-recall-mood",
            "reliability-mood",
        )
    ]
    draw_confusion(paths[0], names, judged.true_emotion, judged.guessed_emotion)
    draw_confusion(paths[1], MOODS, judged.true_mood, judged.guessed_mood)
    draw_precision_recall(paths[2], names, emotions, judged.true_emotion)
    draw_precision_recall(paths[3], MOODS, judged.moods, judged.true_mood)
    draw_reliability(paths[4], judged.moods, judged.true_mood)
    return paths


if __name__ == "__main__":
    run(face)
