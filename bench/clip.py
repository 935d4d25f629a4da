"""`python -m bench.clip --video FILE --seen FILE.tsv`: the service's reading beside a person's."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bench import origin
from bench.clip_agreement import agreement, frames_read, scored, windows_read
from bench.clip_tables import show
from bench.command import run
from bench.face_card import PAGES, command, measured, record_section
from bench.face_pages import write_pages
from bench.framing import distances, offsets
from bench.seen import read_seen
from bench.shown import Shown, shown_clip
from bench.timeline import draw_timeline
from cli.clip import Clip
from contract.settings import SETTINGS
from models.card import FOLDER, Card, load_card
from vision.crop import crop
from vision.emotion import MODEL
from vision.jpeg import decode
from vision.mesh import Mesh
from vision.quiet import quiet
from vision.score import FrameScore, Scorer

RATE = float(next(default for name, default, _ in SETTINGS if name == "frame_rate"))

Video = Annotated[
    Path | None, typer.Option(help="Video of a face; without: two seconds of the astronaut.")
]
SeenFile = Annotated[
    Path | None, typer.Option("--seen", help="Lines from<TAB>to<TAB>mood, by a person.")
]
Model = Annotated[str, typer.Option(help="Name of a face model in models/.")]
Rate = Annotated[float, typer.Option(min=1, help="Frames taken from each second of the video.")]
IntoCard = Annotated[
    bool, typer.Option("--card", help="Write it into the model's card and page in docs/models/.")
]
Out = Annotated[Path | None, typer.Option(help="Folder for the timeline, as SVG.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]


def clip(
    video: Video = None,
    seen: SeenFile = None,
    model: Model = MODEL,
    rate: Rate = RATE,
    card: IntoCard = False,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """How far the whole frame path, from JPEG to one-second windows, agrees with what was seen.

    Also where each face came to lie in its crop, against where the training's pictures have it.
    """
    shown = shown_clip(video, seen, rate)
    spans, taken, weights = read_seen(shown.seen), shown.clip, load_card(model)
    with quiet():
        scores = scored(taken, Scorer(weights))
        framed = distances(_offsets(taken, scores))
    windows = windows_read(scores, rate, weights)
    found = {
        "command": origin.command("bench.clip"),
        "commit": origin.commit(),
        "model": origin.model(weights),
        "video": {**shown.told, "rate": rate},
        "seen": shown.seen.name,
        "windows": agreement(windows, spans),
        "frames": agreement(frames_read(scores, rate, weights), spans),
        "framing": framed,
        "timeline": [asdict(window) for window in windows],
    }
    if out:
        draw_timeline(out / f"{shown.name}.svg", windows, spans)
    if card:
        _into_card(weights, found, shown)
        draw_timeline(PAGES / model / f"clip-{shown.name}.svg", windows, spans)
        write_pages(FOLDER, PAGES)
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        show(found, Console(highlight=False))


def _offsets(taken: Clip, scores: list[FrameScore]) -> list[Any]:
    """How far the face in each crop lies from the training's framing, looked for afresh."""
    mesh = Mesh()
    cut = (
        crop(decode(jpeg), score.face.landmarks)
        for jpeg, score in zip(taken.pictures, scores, strict=True)
        if score.face is not None and score.usable
    )
    return [missed for missed in (offsets(face, mesh) for face in cut) if missed is not None]


def _into_card(card: Card, found: dict[str, Any], shown: Shown) -> None:
    """One entry for each clip; those of other weights fall away."""
    words = (*shown.words, "--model", card.name, "--rate", f"{found['video']['rate']:g}", "--card")
    kept = {name: found[name] for name in ("commit", "video", "windows", "frames", "framing")}
    entry = {"command": command("bench.clip", *words), **kept}
    others = measured(card).get("clips", {})
    record_section(card, "clips", {**others, shown.name: entry}, FOLDER)


if __name__ == "__main__":
    run(clip)
