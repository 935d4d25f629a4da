"""The figures of `bench.clip` as tables for a person to read."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from bench.framing import POINTS
from bench.markdown import figure


def show(found: dict[str, Any], console: Console) -> None:
    """Print what `bench.clip` found."""
    model, windows, frames = found["model"], found["windows"], found["frames"]
    console.print(
        f"{model['name']} {model['version']} (commit {found['commit'] or 'unknown'}) on "
        f"{found['video']['file']} at {found['video']['rate']:g} frames a second, seen: "
        f"{found['seen']}"
    )
    for what, one in (("windows of a second", windows), ("frames", frames)):
        console.print(
            f"{one['right']} of {one['read']} {what} as seen; {one['unread']} without a usable "
            f"face, {one['left_out']} in open time or across a border."
        )
    console.print(_spans(windows["spans"], frames["spans"]))
    if found["framing"]["faces"]:
        console.print(_framing(found["framing"]))


def _spans(windows: list[dict[str, Any]], frames: list[dict[str, Any]]) -> Table:
    table = Table("from", "to", "seen", "windows as seen", "frames as seen")
    for window, frame in zip(windows, frames, strict=True):
        counts = (f"{one['right']} of {one['read']}" for one in (window, frame))
        table.add_row(f"{window['from']:g}", f"{window['to']:g}", window["mood"], *counts)
    return table


def _framing(framing: dict[str, Any]) -> Table:
    title = f"Off the training's framing in {framing['faces']} crops, pixels of 48"
    table = Table("point", "median", "p95", "mean to the right", "mean down", title=title)
    for point in POINTS:
        one = framing[point]
        cells = (one["median"], one["p95"], *one["mean"])
        table.add_row(point, *(figure(cell, 2) for cell in cells))
    return table
