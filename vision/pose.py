"""How the head is turned, from the landmarks' own depth: no camera matrix has to be guessed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from vision.mesh import Landmarks, eye_centres

_FOREHEAD, _CHIN = 10, 152


@dataclass(frozen=True)
class Pose:
    """Degrees; all 0 looks into the camera, upright."""

    yaw: float
    """Above 0: the nose points to the right edge of the picture."""
    pitch: float
    """Above 0: the nose points up."""
    roll: float
    """Above 0: the head is turned clockwise in the picture."""

    @property
    def away(self) -> float:
        """Angle between the line of sight and the camera, degrees (in-plane roll is no matter)."""
        yaw, pitch = math.radians(self.yaw), math.radians(self.pitch)
        return math.degrees(math.acos(math.cos(yaw) * math.cos(pitch)))


def pose(landmarks: Landmarks) -> Pose:
    """Yaw, pitch and roll of the plane through both eyes, forehead and chin.

    x axis: right eye to left eye; y axis: top of the forehead (10) to chin (152), made orthogonal
    to x. Their depth components are the sines of yaw and of minus pitch.
    """
    right, left = eye_centres(landmarks)
    across = _unit(left - right)
    down = landmarks[_CHIN] - landmarks[_FOREHEAD]
    down = _unit(down - across * float(down @ across))
    return Pose(
        yaw=math.degrees(math.asin(_sine(across[2]))),
        pitch=-math.degrees(math.asin(_sine(down[2]))),
        roll=math.degrees(math.atan2(float(across[1]), float(across[0]))),
    )


def _unit(vector: Landmarks) -> Landmarks:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


def _sine(value: np.float32) -> float:
    return min(1.0, max(-1.0, float(value)))
