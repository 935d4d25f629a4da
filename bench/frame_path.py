"""Frames one after the other as the service takes them: a face is followed, others looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vision.roi import Roi
from vision.score import FrameScore, Scorer
from vision.window import WINDOW_S


def looks_round(number: int, rate: float) -> bool:
    """Whether the frame of this number is one in which others are looked for: one a second."""
    return number % max(1, round(rate * WINDOW_S)) == 0


def scores(scorer: Scorer, jpegs: Sequence[bytes], rate: float) -> Iterator[FrameScore]:
    """Every frame from its JPEG on, at `rate` frames a second."""
    near: Roi | None = None
    for number, jpeg in enumerate(jpegs):
        score = scorer.score(jpeg, near, others=looks_round(number, rate))
        near = score.roi
        yield score
