"""`python -m bench.fusion --face FILE.npz --text FILE.tsv`: what weighing by expressivity is worth.

Sessions are drawn from voted faces and labelled replies that never met: synthetic, every figure.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from bench import origin
from bench.cannot_measure import CannotMeasure
from bench.command import run
from bench.face_rows import read_rows
from bench.fusion_measure import Subject, abstaining, compare, noticed, without_words
from bench.fusion_pictures import draw_abstention, draw_levels
from bench.fusion_tables import goals, show
from bench.pictures import draw_reliability
from bench.text_rows import read_text_rows
from contract.messages import MOODS
from contract.settings import load_settings
from fusion.constants import FILE, load_constants
from models.card import Card, ModelError
from sentiment.choice import open_model
from train.faces import Faces, load_splits, read_votes
from train.fusion_data import face_pools, read_pictures, stills_of, text_pool
from train.fusion_faces import SHARES
from train.fusion_levels import levels
from train.fusion_replies import score
from train.fusion_rivals import Rivals
from vision.emotion import MODEL, face_card

DEPENDENCES = (0.0, 0.3, 0.6)
WIDTH = 200
"""Columns of the widest table and some more: without a terminal there would be 80, cut off."""
SYNTHETIC = (
    "Synthetic: sessions drawn from faces and replies of different people, expression taken out "
    "by computing. Nothing here was measured on patients."
)

Face = Annotated[Path, typer.Option(help="Voted faces, shaped like ferplus_train_valid.npz.")]
Text = Annotated[Path, typer.Option(help="Lines `label<TAB>text`; labels are the four moods.")]
FaceName = Annotated[str, typer.Option(help="A face model of models/.")]
SHIPPED_TEXT = "text-minilm"
TextName = Annotated[str, typer.Option(help="A text model of models/ or of the data folder's.")]
Judge = Annotated[str, typer.Option(help="A face model trained apart: it says what is frozen.")]
Cache = Annotated[
    Path, typer.Option(help="Folder for what mesh and models read: reruns are quick.")
]
Drawn = Annotated[int, typer.Option(min=20, help="Sessions for each figure.")]
Bootstraps = Annotated[int, typer.Option(min=2, help="Resamplings for the intervals.")]
Fitted = Annotated[Path, typer.Option(help="The constants, with their card.")]
Out = Annotated[Path | None, typer.Option(help="Folder for the pictures, as SVG.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]


def fusion(
    face: Face,
    text: Text,
    face_model: FaceName = MODEL,
    text_model: TextName = SHIPPED_TEXT,
    judge: Judge = "face-cbam",
    cache: Cache = Path("data/fusion-cache"),
    sessions: Drawn = 1000,
    bootstraps: Bootstraps = 60,
    constants: Fitted = FILE,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Accuracy, macro-F1 and log loss with 95 % intervals of face only, words only, equal, fixed
    and quality-only weights, and ours, over five levels of attenuated expression."""
    card = _card(face_model)
    faces, part = _faces(face, card)
    replies = read_text_rows(text)
    reader = open_model(text_model, load_settings())
    pictures = read_pictures(faces, card, cache)
    kept = json.loads(constants.read_text(encoding="utf-8"))
    if "stills" not in kept:
        raise CannotMeasure(
            f"{constants} has no scale of stills: run python -m train.fusion first."
        )
    stills, scale = stills_of(kept["stills"], tuple(kept["constants"]["usual"]))
    subject = Subject(
        faces=face_pools(pictures, stills),
        replies=text_pool(score(replies.texts, replies.truth, reader, cache)),
        scale=scale,
        constants=load_constants(constants).constants,
        rivals=Rivals(**kept["rivals"]),
        sessions=sessions,
        bootstraps=bootstraps,
    )
    _check(subject)
    found = {
        "command": origin.command("bench.fusion"),
        "commit": origin.commit(),
        "synthetic": SYNTHETIC,
        "models": [origin.model(one) for one in (card, reader.card)],
        "constants_sha256": load_constants(constants).sha256,
        "rows": {
            "faces": face.name,
            "part": part,
            "pictures": len(faces),
            "with_a_mood": len(pictures.looks),
            "replies": len(replies),
            "replies_read": len(subject.replies.truth),
        },
        "levels": levels(pictures, judge, cache),
        **_measured(subject, out),
    }
    found["goals"] = goals(found)
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        show(found, Console(highlight=False, width=WIDTH))


def _measured(subject: Subject, out: Path | None) -> dict[str, Any]:
    kinds = [
        (natural, dependence, level)
        for natural in (False, True)
        for dependence in DEPENDENCES
        for level in range(len(SHARES))
    ]
    bar = track(kinds, description="drawing", console=Console(stderr=True), transient=True)
    compared = [compare(subject, level, dependence, natural) for natural, dependence, level in bar]
    abstention, moods, truth = abstaining(subject)
    if out:
        draw_levels(out / "fusion-turns.svg", compared, "turn")
        draw_levels(out / "fusion-sessions.svg", compared, "session")
        draw_abstention(out / "fusion-abstention.svg", abstention)
        draw_reliability(out / "fusion-reliability.svg", moods, truth)
    return {
        "compared": compared,
        "abstention": abstention,
        "contradictions": [noticed(subject, level) for level in range(len(SHARES))],
        "buttons_only": [without_words(subject, level) for level in range(len(SHARES))],
    }


def _check(subject: Subject) -> None:
    """CannotMeasure naming what no session could be drawn from."""
    for what, pools in (("picture with a face", subject.faces), ("reply", [subject.replies])):
        for place, mood in enumerate(MOODS):
            if not all((pool.truth == place).any() for pool in pools):
                raise CannotMeasure(f"There is no {what} of the mood {mood}: add some.")


def _card(name: str) -> Card:
    try:
        return face_card(name)
    except ModelError as error:
        raise CannotMeasure(error.text) from None


def _faces(path: Path, card: Card) -> tuple[Faces, str | None]:
    """The file's rows; of a file that trained the model only those that fitted nothing."""
    if origin.sha256(path) in card.training.data_sha256.values():
        return load_splits(path, card.training.seed).report, "report"
    rows = read_rows(path)
    return read_votes(rows.pixels, rows.votes)[0], None


if __name__ == "__main__":
    run(fusion)
