"""How well a face can be read in its frame: light, sharpness, size and pose, each in [0, 1]."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from vision.crop import Crop
from vision.jpeg import Picture
from vision.mesh import Landmarks, inter_ocular
from vision.pose import Pose

# Each ramp: (the value that counts 0, the value from which on it counts 1).
DARK = (0.02, 0.10)
"""Mean brightness of the face. Low on purpose: dark skin in good light reaches about 0.2, and must
not count as bad light; the model's own input is levelled anyway."""
BRIGHT = (0.98, 0.88)
SIZE = (12.0, 24.0)
"""IOD in pixels: a face 40 pixels wide counts a fifth to two fifths, one of 24 nothing. Below about
17 in 320 x 240 faces begin not to be found: time to say so."""
AWAY = (50.0, 15.0)
"""Degrees between the line of sight and the camera."""
SHARPNESS = (0.12, 0.30)
"""Root mean square of the Laplacian against the standard deviation of the crop, so that contrast
(and with it skin and light) cancels out. Sharp webcam faces have 0.6 to 0.8. Blurred on purpose, a
video kept the mood of its sharp frames in 0.85 of them at 0.41, 0.77 at 0.30, 0.70 at 0.17, 0.57 at
0.14 and 0.08 at 0.11, and from 0.30 down the model was surer than it was right."""

READABLE = 0.5
"""A part below this is worth a word to the patient."""


@dataclass(frozen=True)
class Quality:
    """Parts of a face's quality; 0 in any of them makes the frame unusable."""

    light: float
    brightness: float
    """Mean grey of the face's box, in [0, 1]: what `light` is judged by."""
    sharpness: float
    size: float
    pose: float

    @property
    def parts(self) -> dict[str, float]:
        """Those that make the product, by name."""
        names = ("light", "sharpness", "size", "pose")
        return {name: getattr(self, name) for name in names}

    @property
    def product(self) -> float:
        """Light x sharpness x size x pose."""
        return self.light * self.sharpness * self.size * self.pose

    @property
    def reason(self) -> str | None:
        """The worst part's name for the patient; None when every part is readable."""
        lit = "dark" if self.brightness < 0.5 else "bright"
        parts = {
            lit: self.light,
            "turned": self.pose,
            "small": self.size,
            "blurred": self.sharpness,
        }
        worst = min(parts, key=lambda name: parts[name])
        return worst if parts[worst] < READABLE else None


def quality(picture: Picture, landmarks: Landmarks, face: Crop, pose: Pose) -> Quality:
    """Judge one face."""
    brightness = _brightness(picture, landmarks)
    return Quality(
        light=min(_ramp(brightness, DARK), _ramp(brightness, BRIGHT)),
        brightness=brightness,
        sharpness=_ramp(_sharpness(face), SHARPNESS),
        size=_ramp(inter_ocular(landmarks), SIZE),
        pose=_ramp(pose.away, AWAY),
    )


def _ramp(value: float, between: tuple[float, float]) -> float:
    """0 at the first end, 1 at the second, straight in between, held outside."""
    zero, one = between
    return min(1.0, max(0.0, (value - zero) / (one - zero)))


def _brightness(picture: Picture, landmarks: Landmarks) -> float:
    """Mean grey inside the landmarks' box, in [0, 1]; 0 when the box lies outside the picture."""
    height, width = picture.shape[:2]
    left, top = np.clip(landmarks[:, :2].min(axis=0), 0, (width, height)).astype(int)
    right, bottom = np.clip(landmarks[:, :2].max(axis=0), 0, (width, height)).astype(int)
    box = picture[top:bottom, left:right]
    return float(cv2.cvtColor(box, cv2.COLOR_RGB2GRAY).mean() / 255) if box.size else 0.0


def _sharpness(face: Crop) -> float:
    spread = float(face.std())
    edges = cv2.Laplacian(face, cv2.CV_32F, ksize=1)
    return float(np.sqrt(np.mean(np.square(edges)))) / spread if spread > 1.0 else 0.0
