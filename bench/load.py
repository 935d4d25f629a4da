"""`python -m bench.load --patients N --seconds S`: many patients at once on a running service."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from bench import origin
from bench.command import run
from bench.crowd import Crowd, Load, gather_crowd
from bench.mesh_alone import pictures_a_second
from bench.still import astronaut
from cli.clip import Clip, read_clip
from contract.client import StoreClient
from contract.secret import part_secret
from contract.settings import Settings, load_settings
from questionnaires.loader import load as load_questionnaire

Patients = Annotated[int, typer.Option(min=1, help="Simulated patients, each with a camera.")]
Seconds = Annotated[float, typer.Option(min=5, help="How long they film and answer.")]
Video = Annotated[
    Path | None, typer.Option(help="The cameras' clip; without: scikit-image's astronaut.")
]
Id = Annotated[str, typer.Option(help="The questionnaire that they answer.")]
Url = Annotated[str | None, typer.Option(help="The running service; without: by the settings.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]


def load(
    patients: Patients,
    seconds: Seconds,
    video: Video = None,
    questionnaire: Id = "phq9",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Age of scored frames, drops, reply latency and memory while N patients film and answer.

    They use the same sockets as the page, at the frame rate of the settings, and need the running
    service's data folder for its secret. Their sessions stay in its database: use one made for
    this. On the same machine they take processor time of their own, which is stated.
    """
    settings, console = load_settings(), Console(stderr=True)
    load_questionnaire(questionnaire)
    rate = settings.frame_rate
    clip = read_clip(video, rate) if video else Clip((astronaut(),), rate)
    base = (url or f"http://127.0.0.1:{settings.port}").rstrip("/")
    what = Load(base, patients, seconds, clip, questionnaire, _ports(settings))
    crowd = asyncio.run(_crowded(settings, what, console))
    console.print("Timing FaceMesh alone ...")
    processes, pictures = pictures_a_second(clip.pictures)
    found = {
        "command": origin.command("bench.load"),
        "commit": origin.commit(),
        "machine": {"processor": origin.processor(), "cores": processes},
        "patients": patients,
        "seconds": seconds,
        "frame_rate": rate,
        **summed(crowd),
        "facemesh": against_mesh(crowd, seconds, rate, pictures),
    }
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        _show(found, Console(highlight=False))


async def _crowded(settings: Settings, what: Load, console: Console) -> Crowd:
    async with StoreClient(what.url, part_secret(settings)) as store:
        return await gather_crowd(what, store, console)


def _ports(settings: Settings) -> dict[str, int]:
    return {
        "service": settings.port,
        "rasa": settings.rasa_port,
        "actions": settings.actions_port,
    }


def summed(crowd: Crowd) -> dict[str, Any]:
    """The figures of all patients together; failures by their text."""
    all_of = crowd.experiences
    return {
        "failed": dict(Counter(one.failed for one in all_of if one.failed)),
        "frames": {
            "sent": sum(one.sent for one in all_of),
            "scored": sum(len(one.ages_ms) for one in all_of),
            "dropped": sum(one.dropped for one in all_of),
        },
        "age_ms": _spread([age for one in all_of for age in one.ages_ms]),
        "reply_ms": _spread([taken for one in all_of for taken in one.replies_ms]),
        "memory_mb": crowd.memory_mb,
        "patients_own_cores": round(crowd.own_cores, 2),
    }


def against_mesh(crowd: Crowd, seconds: float, rate: float, pictures: float) -> dict[str, float]:
    """What was scored, as a share of what FaceMesh alone does with every core of this machine."""
    scored = sum(len(one.ages_ms) for one in crowd.experiences) / seconds
    return {
        "pictures_a_second": round(pictures, 1),
        "patients_it_allows": round(pictures / rate, 1),
        "scored_a_second": round(scored, 1),
        "ratio": round(scored / pictures, 3),
    }


def _spread(values: Sequence[float]) -> dict[str, float] | None:
    if not values:
        return None
    p50, p95 = np.percentile(values, (50, 95))
    return {
        "count": len(values),
        "p50": round(float(p50), 1),
        "p95": round(float(p95), 1),
        "max": round(float(max(values)), 1),
    }


def _show(found: dict[str, Any], console: Console) -> None:
    frames, mesh = found["frames"], found["facemesh"]
    console.print(
        f"{found['patients']} patients, {found['seconds']:.0f} s, {found['frame_rate']:g} frames a "
        f"second each; {found['machine']['cores']} cores, of which the patients themselves took "
        f"{found['patients_own_cores']}; commit {found['commit'] or 'unknown'}"
    )
    for text, count in found["failed"].items():
        console.print(f"{count} failed: {text}")
    console.print("Frames: " + ", ".join(f"{count:,} {name}" for name, count in frames.items()))
    table = Table("ms", "count", "p50", "p95", "max")
    for title, name in (
        ("age of a scored frame", "age_ms"),
        ("reply to next question", "reply_ms"),
    ):
        if found[name]:
            table.add_row(title, *(f"{value:,.0f}" for value in found[name].values()))
    console.print(table)
    held = {name: value for name, value in found["memory_mb"].items() if value is not None}
    console.print("Memory: " + (", ".join(f"{k} {v:.0f} MB" for k, v in held.items()) or "unknown"))
    console.print(
        f"FaceMesh alone: {mesh['pictures_a_second']:.0f} pictures a second, enough for "
        f"{mesh['patients_it_allows']:.0f} patients; the service scored {mesh['ratio']:.0%} of "
        "that."
    )


if __name__ == "__main__":
    run(load)
