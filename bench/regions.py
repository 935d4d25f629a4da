"""`python -m bench.regions`: which regions of a face its mood rests on, and how sure that is."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import cv2
import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from bench import origin
from bench.cannot_measure import CannotMeasure
from bench.command import run
from bench.face_rows import read_rows
from bench.regions_agreement import agreement
from bench.still import astronaut
from cli.clip import read_clip
from contract.messages import MOODS, REGIONS
from models.card import Card, load_card
from vision.emotion import MODEL, mood_of
from vision.quiet import quiet
from vision.score import Face, Scorer

Videos = Annotated[list[Path] | None, typer.Option("--video", help="Video of a face; may repeat.")]
Faces = Annotated[Path | None, typer.Option("--data", help="File of faces, as for bench.face.")]
Split = Annotated[int | None, typer.Option(help="Only the rows of this split.")]
Count = Annotated[int, typer.Option("--faces", min=1, help="So many of them, drawn at random.")]
Model = Annotated[str, typer.Option(help="Name of a face model in models/.")]
Rate = Annotated[float, typer.Option(min=0.1, help="Frames taken from each second of a video.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]


def regions(
    video: Videos = None,
    data: Faces = None,
    split: Split = None,
    faces: Count = 400,
    model: Model = MODEL,
    rate: Rate = 1,
    as_json: AsJson = False,
) -> None:
    """Mean share of each region over the frames of videos, and of scikit-image's astronaut.

    With --data also how far the network's class activation, laid over the same regions, agrees.
    """
    cv2.setNumThreads(1)
    card = load_card(model)
    with quiet():
        scorer = Scorer(card)
    shown = {path.name: list(read_clip(path, rate).pictures) for path in video or ()}
    shown["astronaut"] = [astronaut()]
    found: dict[str, Any] = {
        "command": origin.command("bench.regions"),
        "commit": origin.commit(),
        "model": origin.model(card),
        "pictures": {name: _looked_into(scorer, card, jpegs) for name, jpegs in shown.items()},
    }
    if data is not None:
        found["agreement"] = asdict(agreement(card, read_rows(data, split).pixels, faces))
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        _show(found, Console(highlight=False))


def _looked_into(scorer: Scorer, card: Card, jpegs: list[bytes]) -> dict[str, Any]:
    scored = [scorer.score(jpeg, regions=True).face for jpeg in jpegs]
    told = [(face, face.regions) for face in scored if face is not None and face.regions]
    if not told:
        raise CannotMeasure("No frame of a video has exactly one usable face.")
    means = {name: float(np.mean([one[name] for _, one in told])) for name in REGIONS}
    return {
        "frames": len(jpegs),
        "looked_into": len(told),
        "moods": dict(Counter(_mood(face, card) for face, _ in told)),
        "shares": {name: round(share, 3) for name, share in means.items()},
    }


def _mood(face: Face, card: Card) -> str:
    mood = mood_of(card, dict(zip(card.labels, face.probabilities, strict=True)))
    return MOODS[mood.index(max(mood))]


def _show(found: dict[str, Any], console: Console) -> None:
    pictures = found["pictures"]
    for name, one in pictures.items():
        moods = ", ".join(f"{count} {mood}" for mood, count in one["moods"].items())
        console.print(f"{name}: {one['looked_into']} of {one['frames']} frames; {moods}")
    table = Table("region", *pictures)
    for region in REGIONS:
        table.add_row(region, *(f"{one['shares'][region]:.2f}" for one in pictures.values()))
    console.print(table)
    if "agreement" in found:
        _show_agreement(found["agreement"], console)


def _show_agreement(found: dict[str, Any], console: Console) -> None:
    console.print(
        f"{found['faces']} faces. Rank correlation over the regions with a flat grey cover's "
        f"falls: covering {found['covering']:+.2f}, class activation {found['activation']:+.2f}."
    )
    table = Table("region covered with flat grey", "fall of the mood's log-odds")
    for name, fall in found["falls"].items():
        table.add_row(name, f"{fall:.2f}")
    console.print(table)


if __name__ == "__main__":
    run(regions)
