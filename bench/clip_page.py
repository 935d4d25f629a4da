"""What `bench.clip` found, as a section of a face model's page."""

from __future__ import annotations

from typing import Any

from bench.framing import POINTS
from bench.markdown import figure, paragraph, picture, table
from models.card import Card


def clips(card: Card, metrics: dict[str, Any]) -> str:
    """The section; empty when no clip was measured with these weights."""
    section = metrics.get("clips")
    if not section:
        return ""
    entries = [(stem, one) for stem, one in section.items() if stem != "sha256"]
    said = (
        "The whole frame path of the service, from JPEG to one-second windows, beside what a "
        "person noted. Windows and frames count when they lie within a noted span. Above the "
        "probabilities of each picture stands what was seen."
    )
    return "\n\n".join(("## Clips", paragraph(said), *(_clip(card, *one) for one in entries)))


def _clip(card: Card, stem: str, found: dict[str, Any]) -> str:
    windows, frames, video = found["windows"], found["frames"], found["video"]
    said = (
        f"`{found['command']}` at commit {found['commit']}, {video['rate']:g} frames a second: "
        f"{windows['right']} of {windows['read']} windows and {frames['right']} of "
        f"{frames['read']} frames as seen; {windows['unread']} windows without a usable face, "
        f"{windows['left_out']} in open time or across a border."
    )
    rows = [
        (f"{window['from']:g} to {window['to']:g} s, {window['mood']}", *_counts(window, frame))
        for window, frame in zip(windows["spans"], frames["spans"], strict=True)
    ]
    return "\n\n".join(
        (
            f"### {stem}",
            paragraph(said),
            table(("seen", "windows as seen", "frames as seen"), rows),
            picture(f"{card.name}/clip-{stem}.svg", f"Moods read over {stem}"),
            _framing(found["framing"]),
        )
    )


def _counts(*spans: dict[str, Any]) -> tuple[str, ...]:
    return tuple(f"{one['right']} of {one['read']}" for one in spans)


def _framing(framing: dict[str, Any]) -> str:
    if not framing["faces"]:
        return "No face was found again in its crop."
    said = (
        "How far the face, looked for again in its crop, lies from where the training's pictures "
        f"have it, in pixels of 48, over {framing['faces']} crops:"
    )
    head = ("point", "median", "95th percentile", "mean to the right", "mean down")
    rows = [
        (point, *(figure(one, 2) for one in (found["median"], found["p95"], *found["mean"])))
        for point, found in ((point, framing[point]) for point in POINTS)
    ]
    return "\n\n".join((paragraph(said), table(head, rows)))
