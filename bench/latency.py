"""`python -m bench.latency --video FILE`: from JPEG to scores on one core."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from bench import origin
from bench.command import run
from bench.mesh_ways import time_ways
from bench.network_cost import NetworkCost, network_cost
from bench.one_core import alone, one_core
from bench.peers import fer
from bench.stages import Stages, time_stages
from cli.clip import read_clip
from models.card import load_card
from vision.emotion import MODEL

Video = Annotated[Path, typer.Option(help="Video of a face; its frames become 320x240 JPEGs.")]
Model = Annotated[str, typer.Option(help="Name of a face model in models/.")]
Rate = Annotated[float, typer.Option(min=1, help="Frames taken from each second of the video.")]
Ways = Annotated[bool, typer.Option("--ways", help="Also time other ways to the landmarks.")]
Peers = Annotated[bool, typer.Option("--peers", help="Also time the package fer (Haar mode).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]


def latency(
    video: Video,
    model: Model = MODEL,
    rate: Rate = 15,
    ways: Ways = False,
    peers: Peers = False,
    as_json: AsJson = False,
) -> None:
    """Median and 95th percentile of a frame on one core, and of each stage of it.

    Beside them the network alone against its multiply-adds at this core's measured peak. A busy
    machine shows in all of them: stop other work first.
    """
    console = Console(stderr=True)
    jpegs, card = list(read_clip(video, rate).pictures), load_card(model)
    with one_core() as core:
        console.print(f"Timing {len(jpegs)} frames on core {core} ...")  # a spinner would need it
        stages = alone(time_stages, model, jpegs, rate)
        cost = alone(network_cost, model)
        meshes = alone(time_ways, jpegs) if ways else {}
        peer = fer(jpegs, console) if peers else None
    found = {
        "command": origin.command("bench.latency"),
        "commit": origin.commit(),
        "model": origin.model(card),
        "machine": {"processor": origin.processor(), "cores": 1},
        "video": {"file": video.name, "frames": len(jpegs), "one_face": len(stages.network)},
        "ms": {name: _spread(taken) for name, taken in asdict(stages).items()},
        "mesh_ms": {name: _spread(taken) for name, taken in meshes.items()},
        "network": _network(cost),
        "fer": _peer(peer, stages) if peer else None,
    }
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        _show(found, Console(highlight=False))


def _spread(ms: list[float]) -> dict[str, float] | None:
    """Median and 95th percentile, milliseconds; None without a frame."""
    if not ms:
        return None
    median, p95 = np.percentile(ms, (50, 95))
    return {"median": round(float(median), 3), "p95": round(float(p95), 3)}


def _network(cost: NetworkCost) -> dict[str, float]:
    return {
        "multiply_adds": cost.multiply_adds,
        "peak_gflops": round(cost.peak_gflops, 1),
        "ms": round(cost.ms, 3),
        "ms_at_peak": round(cost.ms_at_peak, 3),
        "times_peak": round(cost.times_peak, 2),
    }


def _peer(peer: dict[str, Any], stages: Stages) -> dict[str, Any]:
    return {
        "versions": peer["versions"],
        "frames_with_a_face": peer["faces"],
        "ms": _spread(peer["ms"]),
        "times_as_long": round(float(np.median(peer["ms"]) / np.median(stages.total)), 2),
    }


def _show(found: dict[str, Any], console: Console) -> None:
    video, network = found["video"], found["network"]
    console.print(
        f"{video['file']}: {video['frames']} frames, {video['one_face']} with one face; one core "
        f"of {found['machine']['processor']}; commit {found['commit'] or 'unknown'}"
    )
    table = Table("ms a frame", "median", "p95")
    ways = {f"mesh, {name}": spread for name, spread in found["mesh_ms"].items()}
    rows = {**found["ms"], **ways, "fer": (found["fer"] or {}).get("ms")}
    for name, spread in rows.items():
        if spread:
            table.add_row(name, f"{spread['median']:.2f}", f"{spread['p95']:.2f}")
    console.print(table)
    console.print(
        f"Network alone: {network['ms']:.3f} ms for {network['multiply_adds'] / 1e6:.1f} million "
        f"multiply-adds, {network['times_peak']:.1f} times what they take at this core's peak of "
        f"{network['peak_gflops']:.0f} GFLOP/s."
    )
    if found["fer"]:
        console.print(f"fer takes {found['fer']['times_as_long']:.1f} times as long a frame.")


if __name__ == "__main__":
    run(latency)
