"""Where a face was: the region in which the mesh looks for it in the next frame."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_RIGHT_CORNER, _LEFT_CORNER = 33, 263
"""Outer corners of the eyes: the region is turned as the line through them is."""
MARGIN = 1.5
"""Side of the region against that of the face's box, as MediaPipe's own tracking has it
(`face_landmark_landmarks_to_roi`): the face may move by a quarter of its size between frames."""


@dataclass(frozen=True)
class Roi:
    """Region of interest: a square in a picture, turned."""

    x: float
    """Centre, share of the picture's width."""
    y: float
    """Centre, share of the picture's height."""
    width: float
    """Share of the picture's width."""
    height: float
    """Share of the picture's height."""
    turn: float
    """Radians, clockwise in the picture."""


def roi(landmarks: npt.NDArray[np.float32], width: int, height: int) -> Roi:
    """The region around a face's landmarks [N, 3], in pixels of a picture of this size."""
    low, high = landmarks[:, :2].min(axis=0), landmarks[:, :2].max(axis=0)
    x, y = (low + high) / 2
    side = MARGIN * float((high - low).max())
    across, down = (landmarks[_LEFT_CORNER] - landmarks[_RIGHT_CORNER])[:2]
    return Roi(
        x=float(x) / width,
        y=float(y) / height,
        width=side / width,
        height=side / height,
        turn=math.atan2(float(down), float(across)),
    )
