"""`python -m bench.expressivity --video FILE`: what expressivity measures, and what it ignores.

Goals: the same within 10 % at 5 to 30 frames a second and for a smaller, leaning or mirrored face;
rank correlation with the blendshapes of a face landmarker at least 0.8.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bench import origin
from bench.blendshapes import Blendshapes
from bench.command import run
from bench.expressivity_figures import SAME, Clip, clips, pieces, rank_correlation
from bench.footage import read_footage
from vision.mesh import Mesh
from vision.quiet import quiet

Video = Annotated[list[Path], typer.Option(help="Video of one face; may be given several times.")]
Task = Annotated[Path | None, typer.Option(help="A face_landmarker.task, for its blendshapes.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]

RATE, REFERENCE = 30.0, "15 fps"


def expressivity(video: Video, landmarker: Task = None, as_json: AsJson = False) -> None:
    """Amplitude, activity and E of each video and of clips made from it."""
    console = Console(stderr=True)
    with quiet():
        mesh, opened = Mesh(), Blendshapes(landmarker) if landmarker else nullcontext()
    read: dict[str, list[Clip]] = {}
    with opened as shapes:
        for path in video:
            console.print(f"Reading {path.name} and the clips made from it ...")
            read[path.name] = list(clips(read_footage(path, RATE), mesh, shapes))
    found = {
        "command": origin.command("bench.expressivity"),
        "commit": origin.commit(),
        "videos": {name: _rows(made) for name, made in read.items()},
        "blendshapes": _ranks([clip for made in read.values() for clip in made]),
    }
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        _show(found, Console(highlight=False))


def _rows(made: Sequence[Clip]) -> list[dict[str, Any]]:
    """What each clip measures; for those that ought to be the same, how far off they are."""
    reference = next(clip for clip in made if clip.name == REFERENCE).measured()
    rows = []
    for clip in made:
        found, off = clip.measured(), None
        if clip.name in SAME and found.amplitude and reference.amplitude:
            pairs = ((found.amplitude, reference.amplitude), (found.activity, reference.activity))
            off = max(abs(one / other - 1) for one, other in pairs if one and other)
        rows.append({"clip": clip.name, **asdict(found), "off": off})
    return rows


def _ranks(made: Sequence[Clip]) -> dict[str, float] | None:
    """Rank correlation of E, and of amplitude alone, with the blendshapes; None without them."""
    cut = [piece for clip in made if clip.blendshapes for piece in pieces(clip)]
    if len(cut) < 3:
        return None
    index = [piece.index for piece in cut]
    return {
        "pieces": len(cut),
        "expressivity": rank_correlation([piece.value for piece in cut], index),
        "amplitude": rank_correlation([piece.amplitude for piece in cut], index),
    }


def _show(found: dict[str, Any], console: Console) -> None:
    console.print(f"commit {found['commit'] or 'unknown'}; lengths in inter-ocular distances")
    for name, rows in found["videos"].items():
        table = Table(
            "", "E", "amplitude", "activity", "left", "right", "blinks/min", "tremor", "off"
        )
        for row in rows:
            sides = [row["parts"].get(side) for side in ("left", "right")]
            values = (row["value"], row["amplitude"], row["activity"], *sides)
            rates = (row["blink_rate"], row["tremor"])
            off = "" if row["off"] is None else f"{row['off']:.1%}"
            table.add_row(row["clip"], *map(_number, values), *map(_number, rates), off)
        table.title = name
        console.print(table)
    ranks = found["blendshapes"]
    if ranks:
        console.print(
            f"Rank correlation with the blendshapes over {ranks['pieces']} pieces: E "
            f"{ranks['expressivity']:.2f}, amplitude alone {ranks['amplitude']:.2f}"
        )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    run(expressivity)
