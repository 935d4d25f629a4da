"""The moods read over a clip, with what a person saw above them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes

from bench.clip_agreement import Read
from bench.pictures import figure_axes
from bench.seen import Span
from contract.messages import MOODS

COLOURS: dict[str, str] = dict(
    zip(MOODS, ("#b5533c", "#b9c0c8", "#3f8f5b", "#7b6bb0"), strict=True)
)
_ABOVE = (1.03, 0.1)
"""Where the band of what was seen lies over the probabilities, and how high it is."""


def draw_timeline(path: Path, windows: Sequence[Read], spans: Sequence[Span]) -> None:
    """One column of probabilities for each window; a gap where no face could be used."""
    with figure_axes(path, 8, 2.8) as axes:
        for window in windows:
            _column(axes, window)
        for span in spans:
            colour = COLOURS[span.mood]
            axes.broken_barh([(span.start, span.end - span.start)], _ABOVE, facecolors=colour)
            middle = (span.start + span.end) / 2
            axes.text(middle, 1.08, span.mood, ha="center", va="center", fontsize=8)
        axes.text(-0.1, 1.08, "seen", ha="right", va="center", fontsize=8)
        axes.set(xlabel="seconds", ylabel="probability", ylim=(0, 1.15))
        axes.set_xlim(0, max(window.end for window in windows))
        axes.set_yticks(np.linspace(0, 1, 6))
        handles = [axes.bar(0, 0, color=colour, label=mood) for mood, colour in COLOURS.items()]
        axes.legend(handles=handles, loc="center left", bbox_to_anchor=(1, 0.5), fontsize=8)


def _column(axes: Axes, window: Read) -> None:
    if window.mood is None:
        return
    bottom = 0.0
    for mood, share in zip(MOODS, window.mood, strict=True):
        axes.bar(
            window.start,
            share,
            window.end - window.start,
            bottom=bottom,
            align="edge",
            color=COLOURS[mood],
            edgecolor="white",
            linewidth=0.5,
        )
        bottom += share
