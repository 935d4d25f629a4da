"""The clip that `bench.clip` reads, and where it is noted what a person saw in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench import origin
from bench.cannot_measure import CannotMeasure
from bench.still import astronaut
from cli.clip import Clip, read_clip

STILL_S = 2
"""Seconds of the astronaut, who does not move."""
_ASTRONAUT = Path(__file__).parent / "data" / "astronaut.tsv"


@dataclass(frozen=True)
class Shown:
    """A clip and what is known of it."""

    name: str
    clip: Clip
    seen: Path
    told: dict[str, str | None]
    """File and sha256."""
    words: tuple[str | Path, ...]
    """The arguments that name it."""


def shown_clip(video: Path | None, seen: Path | None, rate: float) -> Shown:
    """The video, or without one scikit-image's astronaut; CannotMeasure when nobody looked."""
    if video is None:
        still = Clip((astronaut(),) * round(STILL_S * rate), rate)
        told = {"file": "scikit-image's astronaut", "sha256": None}
        return Shown("astronaut", still, seen or _ASTRONAUT, told, ())
    if seen is None:
        raise CannotMeasure(f"Say with --seen what a person saw in {video.name}.")
    clip, words = read_clip(video, rate), ("--video", video, "--seen", seen)
    return Shown(
        video.stem, clip, seen, {"file": video.name, "sha256": origin.sha256(video)}, words
    )
