"""How much a face moves of itself, head motion removed, in inter-ocular distances (IOD).

Amplitude: nine distances on the face (brow, eye, cheek and lip of either side, and the jaw: the
regions of Novotny et al. 2022), in three dimensions and divided by the IOD, so that where the head
is, how large it appears and how it turns drop out; their lowest and highest value in a window, of
frames SAMPLE_S apart, so that more frames make no larger range. It is the range of Bandini et al.
2017 (distance from the neutral face) without a neutral face, and the landmark counterpart of the
Facial Blendshape Index (Koyak et al. 2025), left and right apart. Of the eyes the lowest is the
median, so that blinks, which that index leaves out, drop out.

Activity: the speed of the moving landmarks after a rigid alignment on those that expressions leave
alone, IOD per second: OpenWillis' framewise displacement ||L(t) - L(t-1)||, taken over LAG_S and
divided by the time, so that frame rate and dropped frames drop out; the mean over the landmarks, so
that a smile in an otherwise still face counts, and the median over the frames, so that one frame
gone wrong does not. Tremor of 3 to 7 Hz is taken out first where the frames are close enough to
show it (vision/tremor.py). The noise floor, a picture that does not move under a camera's noise,
and what faces measure: `python -m bench.expressivity`, docs/expressivity.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contract.messages import Movement
from vision.blinks import blinks
from vision.mesh import Landmarks, inter_ocular
from vision.tremor import part

Points = npt.NDArray[np.float64]

# Each measure: the distance between the means of two groups of landmarks.
MEASURES: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "brow_right": ((63, 105, 66), (33, 133)),
    "brow_left": ((293, 334, 296), (263, 362)),
    "eye_right": ((159,), (145,)),
    "eye_left": ((386,), (374,)),
    "cheek_right": ((50, 205), (33, 133)),
    "cheek_left": ((280, 425), (263, 362)),
    "lip_right": ((61,), (33,)),
    "lip_left": ((291,), (263,)),
    "jaw": ((152,), (168,)),
}

STABLE = (33, 133, 362, 263, 168, 6, 197, 195, 127, 356)
"""Eye corners, nose bridge, temples. Without the temples the alignment is looser, and a man at rest
reads two fifths more activity."""

# Brows, lids, lips, cheeks and jaw of the right side, their mirror images, and the middle.
_RIGHT = (70, 63, 105, 66, 107, 159, 145, 61, 40, 91, 50, 205, 148)
_LEFT = (300, 293, 334, 296, 336, 386, 374, 291, 270, 321, 280, 425, 377)
_MIDDLE = (0, 13, 14, 17, 152)
MOVING = (*_RIGHT, *_LEFT, *_MIDDLE)

LAG_S = 0.6
"""Speed is taken over about this. The mesh's noise does not grow with time and movement does: over
0.2 s a lively face read 2.2 times as fast as one at rest, over 0.6 s 3.2 times."""
LEAST_LAG_S, MOST_LAG_S = 0.45, 0.85
"""Frames closer or farther apart make no pair: the face may have gone and come back."""
SAMPLE_S = 0.18
"""Least time between two frames whose measures count: 5 a second, with slack for jitter."""


@dataclass(frozen=True)
class Moment:
    """A usable face at one time."""

    at: float
    """Unix seconds."""
    landmarks: Landmarks


def measures(landmarks: Landmarks) -> dict[str, float]:
    """The nine distances, in IOD."""
    unit = max(inter_ocular(landmarks), 1e-6)
    return {
        name: float(np.linalg.norm(_mean(landmarks, one) - _mean(landmarks, other))) / unit
        for name, (one, other) in MEASURES.items()
    }


def movement(moments: Sequence[Moment]) -> Movement | None:
    """Ranges and activity over one window; None when no two frames lie LAG_S apart, or about."""
    moments = sorted(moments, key=lambda moment: moment.at)
    times = np.array([moment.at for moment in moments])
    pairs = _pairs(times)
    if not pairs:
        return None
    calm = part(times, trace(moments))
    values = [measures(moment.landmarks) for moment in moments]
    gaps = np.array([(value["eye_right"] + value["eye_left"]) / 2 for value in values])
    return Movement(
        ranges=_ranges([values[index] for index in _sampled(times)]),
        activity=float(np.median([_speed(calm.path, times, pair) for pair in pairs])),
        seconds=len(moments) * spacing(times.tolist()),
        blinks=blinks(times, gaps),
        tremor=calm.amplitude,
    )


def trace(moments: Sequence[Moment]) -> Points:
    """[frames, MOVING, 3] where the landmarks are, IOD, rigid motion since the first removed."""
    first = moments[0].landmarks
    aligned = [align(moment.landmarks, first)[list(MOVING)] for moment in moments]
    path: Points = np.stack(aligned) / max(inter_ocular(first), 1e-6)
    return path


def align(landmarks: Landmarks, onto: Landmarks) -> Points:
    """Turn, scale and shift `landmarks` so that the STABLE ones come closest to those of `onto`.

    The least-squares similarity in three dimensions (Umeyama 1991).
    """
    points, target = landmarks[list(STABLE)].astype(float), onto[list(STABLE)].astype(float)
    centre, goal = points.mean(axis=0), target.mean(axis=0)
    left, strengths, right = np.linalg.svd((points - centre).T @ (target - goal))
    handed = np.array([1.0, 1.0, np.sign(np.linalg.det(left @ right)) or 1.0])
    turn = (left * handed) @ right
    scale = float(strengths @ handed) / max(float(np.square(points - centre).sum()), 1e-9)
    moved: Points = (landmarks.astype(float) - centre) @ turn * scale + goal
    return moved


def spacing(times: Sequence[float], single: float = 0.0) -> float:
    """Seconds one frame stands for: the median gap; `single` for a frame alone."""
    return float(np.median(np.diff(sorted(times)))) if len(times) > 1 else single


def _pairs(times: Points) -> list[tuple[int, int]]:
    """Each frame with the one before it that is closest to LAG_S older, in reach."""
    pairs = []
    for after, at in enumerate(times):
        lags = at - times[:after]
        reach = np.flatnonzero((lags >= LEAST_LAG_S) & (lags <= MOST_LAG_S))
        if len(reach):
            pairs.append((int(reach[np.argmin(np.abs(lags[reach] - LAG_S))]), after))
    return pairs


def _speed(path: Points, times: Points, pair: tuple[int, int]) -> float:
    """Mean speed of the landmarks between two frames, IOD per second."""
    before, after = pair
    shift = np.linalg.norm(path[after] - path[before], axis=1)
    return float(shift.mean() / (times[after] - times[before]))


def _sampled(times: Points) -> list[int]:
    """The first frame, and each that comes SAMPLE_S or more after the one taken last."""
    taken = [0]
    for index, at in enumerate(times):
        if at - times[taken[-1]] >= SAMPLE_S:
            taken.append(index)
    return taken


def _ranges(values: Sequence[dict[str, float]]) -> dict[str, tuple[float, float]]:
    return {name: _range(name, [value[name] for value in values]) for name in MEASURES}


def _range(name: str, values: Sequence[float]) -> tuple[float, float]:
    lowest = float(np.median(values)) if name.startswith("eye") else min(values)
    return lowest, max(values)


def _mean(landmarks: Landmarks, indices: tuple[int, ...]) -> Points:
    mean: Points = landmarks[list(indices)].astype(float).mean(axis=0)
    return mean
