"""Expressivity of a video and of clips made from it, and how it ranks beside the blendshapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bench.blendshapes import Blendshapes, Scores, index
from bench.cannot_measure import CannotMeasure
from bench.footage import (
    Faces,
    Footage,
    attenuated,
    changed,
    darker,
    faces_of,
    leaning,
    mirrored,
    smaller,
    still,
)
from contract.messages import Expressivity
from fusion.constants import Constants, load_constants
from fusion.expressivity import measure
from vision.mesh import Mesh
from vision.motion import Moment, movement
from vision.window import WINDOW_S

RATES = (5.0, 7.5, 10.0, 15.0, 30.0)
SLOWER = 2.0
ATTENUATED = (0.5, 1.0)
PIECE_S = 5.0
"""Length of the pieces that are ranked; E itself asks for 10 s, which would leave too few."""
SAME = ("5 fps", "7.5 fps", "10 fps", "30 fps", "smaller", "leaning", "mirrored")
"""What must measure as the video at 15 frames a second does."""

CONSTANTS = load_constants().constants
OF_PIECES = replace(CONSTANTS, least_seconds=PIECE_S / 2)


@dataclass(frozen=True)
class Clip:
    """A video, or a clip made from it, and what was read in it."""

    name: str
    moments: tuple[Moment, ...]
    blendshapes: tuple[tuple[float, Scores], ...]
    """With their times; empty without a landmarker."""

    def measured(self) -> Expressivity:
        """As a session made of this clip."""
        return expressivity(self.moments)


@dataclass(frozen=True)
class Piece:
    """A few seconds by both measures."""

    value: float
    amplitude: float
    index: float


def clips(footage: Footage, mesh: Mesh, shapes: Blendshapes | None) -> Iterator[Clip]:
    """The video at several frame rates, slower, and changed in its pixels.

    CannotMeasure when it shows no face.
    """
    faces = faces_of(footage, mesh)
    if all(face is None for face in faces):
        raise CannotMeasure(f"{footage.name} shows no single face: take a video of one face.")
    whole = _clip(footage, faces, _shapes(footage, shapes), "30 fps")
    yield from (_thinned(whole, rate, footage.rate) for rate in RATES if rate < footage.rate)
    yield whole
    yield _stretched(_thinned(whole, 15.0, footage.rate))
    half = _half(footage)
    calmer = [attenuated(half, faces[::2], share) for share in ATTENUATED]
    for made in (
        changed(half, "smaller", smaller),
        changed(half, "leaning", leaning),
        changed(half, "mirrored", mirrored),
        changed(half, "darker", darker),
        *calmer,
        still(half, faces[::2]),
    ):
        yield _clip(made, faces_of(made, mesh), _shapes(made, shapes), made.name)


def expressivity(moments: Sequence[Moment], constants: Constants = CONSTANTS) -> Expressivity:
    """As a session measures it: window by window, then all of them together."""
    windows: dict[int, list[Moment]] = {}
    for moment in moments:
        windows.setdefault(int((moment.at + 1e-6) / WINDOW_S), []).append(moment)
    found = [movement(window) for window in windows.values()]
    return measure([one for one in found if one is not None], constants)


def pieces(clip: Clip) -> list[Piece]:
    """The clip cut into pieces; none of those that one of the measures cannot read."""
    made = []
    last = clip.moments[-1].at if clip.moments else 0.0
    for start in np.arange(0, last, PIECE_S):
        moments = [m for m in clip.moments if start <= m.at < start + PIECE_S]
        scores = [score for at, score in clip.blendshapes if start <= at < start + PIECE_S]
        found = expressivity(moments, OF_PIECES)
        if found.value is not None and found.amplitude is not None and scores:
            made.append(Piece(found.value, found.amplitude, index(scores)))
    return made


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rho: the correlation of the ranks; equal values share the mean of theirs."""
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: Sequence[float]) -> NDArray[np.float64]:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(count) - (count - 1) / 2)[place]


def _clip(footage: Footage, faces: Faces, scores: Sequence[Scores | None], name: str) -> Clip:
    seen = [(number / footage.rate, shown) for number, shown in enumerate(footage.shown)]
    faced = [(at, faces[shown]) for at, shown in seen]
    scored = [(at, scores[shown]) for at, shown in seen] if scores else []
    return Clip(
        name,
        tuple(Moment(at, face) for at, face in faced if face is not None),
        tuple((at, score) for at, score in scored if score is not None),
    )


def _shapes(footage: Footage, shapes: Blendshapes | None) -> list[Scores | None]:
    return [shapes.read(picture) for picture in footage.pictures] if shapes else []


def _half(footage: Footage) -> Footage:
    """Every second picture, at half the rate."""
    shown = tuple(index // 2 for index in footage.shown[::2])
    return replace(footage, rate=footage.rate / 2, pictures=footage.pictures[::2], shown=shown)


def _thinned(clip: Clip, rate: float, of: float) -> Clip:
    step = round(of / rate)
    kept = {round(number / of, 6) for number in range(0, round(clip.moments[-1].at * of) + 1, step)}
    return Clip(
        f"{rate:g} fps",
        tuple(moment for moment in clip.moments if round(moment.at, 6) in kept),
        tuple(one for one in clip.blendshapes if round(one[0], 6) in kept),
    )


def _stretched(clip: Clip) -> Clip:
    return Clip(
        "half speed",
        tuple(Moment(moment.at * SLOWER, moment.landmarks) for moment in clip.moments),
        tuple((at * SLOWER, score) for at, score in clip.blendshapes),
    )
