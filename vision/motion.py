"""How much a face moves of itself, head motion removed, in inter-ocular distances (IOD).

Amplitude: nine distances on the face (brow, eye, cheek and lip of either side, and the jaw: the
regions of Novotny et al. 2022), in three dimensions and divided by the IOD, so that where the head
is, how large it appears and how it turns drop out; their lowest and highest value in a window. It
is the range of Bandini et al. 2017 (distance from the neutral face) without a neutral face, and the
landmark counterpart of the Facial Blendshape Index (Koyak et al. 2025), left and right apart.

Activity: the speed of the moving landmarks after a rigid alignment on those that expressions leave
alone, IOD per second: OpenWillis' framewise displacement ||L(t) - L(t-1)||, divided by the time
between the two frames so that frame rate and dropped frames drop out; the mean over the landmarks,
so that a smile in an otherwise still face counts, and the median over the frames, so that one frame
gone wrong does not. A woman from tears to laughter reads 0.11 IOD/s, a man at rest 0.05, most of
which is the mesh's own noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contract.messages import Movement
from vision.mesh import Landmarks, inter_ocular

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

LEAST_LAG_S = 0.15
"""Speed is taken over at least this: the mesh's noise over 1/30 s would read as fast movement."""
MOST_LAG_S = 0.5
"""Beyond it the face may have gone and come back."""


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
    """Ranges and activity over one window; None when no two frames lie close enough in time."""
    moments = sorted(moments, key=lambda moment: moment.at)
    speeds = [speed(a, b) for a, b in _pairs(moments)]
    if not speeds:
        return None
    values = [measures(moment.landmarks) for moment in moments]
    return Movement(
        ranges={
            name: (min(v[name] for v in values), max(v[name] for v in values)) for name in MEASURES
        },
        activity=float(np.median([one.mean() for one in speeds])),
        seconds=len(moments) * spacing([moment.at for moment in moments]),
    )


def speed(before: Moment, after: Moment) -> Points:
    """Speed of each of the MOVING landmarks, IOD per second, rigid motion removed."""
    aligned = align(after.landmarks, before.landmarks)[list(MOVING)]
    shift = np.linalg.norm(aligned - before.landmarks[list(MOVING)], axis=1)
    speeds: Points = shift / max(inter_ocular(before.landmarks), 1e-6) / (after.at - before.at)
    return speeds


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


def _pairs(moments: Sequence[Moment]) -> list[tuple[Moment, Moment]]:
    """Each frame with the latest one before it that is at least LEAST_LAG_S older."""
    pairs = []
    for index, after in enumerate(moments):
        older = [m for m in moments[:index] if after.at - m.at >= LEAST_LAG_S]
        if older and after.at - older[-1].at <= MOST_LAG_S:
            pairs.append((older[-1], after))
    return pairs


def _mean(landmarks: Landmarks, indices: tuple[int, ...]) -> Points:
    mean: Points = landmarks[list(indices)].astype(float).mean(axis=0)
    return mean
