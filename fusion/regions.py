"""Which regions of the face a turn and a session rested on; it explains, and weighs nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Regions:
    """Shares of the regions, and what they stand for."""

    shares: dict[str, float] | None
    """By region, sum 1; None where it was not looked into."""
    frames: float
    """Usable frames, each by the seconds of its window that count."""


def mean_regions(parts: Sequence[Regions]) -> Regions:
    """The mean of those that have shares, by their frames."""
    known = [(part.shares, part.frames) for part in parts if part.shares and part.frames > 0]
    if not known:
        return Regions(None, 0.0)
    total = math.fsum(frames for _, frames in known)
    names = sorted({name for shares, _ in known for name in shares})
    means = {
        name: math.fsum(shares.get(name, 0.0) * (frames / total) for shares, frames in known)
        for name in names
    }
    return Regions(means, total)
