"""Landmarks of real faces for the tests of movement, and what may be done to a head."""

from __future__ import annotations

from functools import cache

import numpy as np

from tests.vision.pictures import astronaut
from vision.mesh import Landmarks, Mesh

# Right landmarks that movement uses, and their mirror images on the left.
_RIGHT = (33, 133, 127, 70, 63, 105, 66, 107, 159, 145, 61, 40, 91, 50, 205, 148)
_LEFT = (263, 362, 356, 300, 293, 334, 296, 336, 386, 374, 291, 270, 321, 280, 425, 377)


@cache
def head() -> Landmarks:
    """The astronaut's landmarks."""
    (landmarks,) = Mesh().find(astronaut())
    return landmarks


def moved(landmarks: Landmarks, scale: float, degrees: float, shift: float) -> Landmarks:
    """The same head nearer or farther, turned in the picture, elsewhere."""
    angle = np.radians(degrees)
    cosine, sine = np.cos(angle), np.sin(angle)
    turn = np.array([[cosine, sine, 0], [-sine, cosine, 0], [0, 0, 1]])
    placed: Landmarks = (landmarks @ turn * scale + shift).astype(np.float32)
    return placed


def turned(landmarks: Landmarks, degrees: float) -> Landmarks:
    """The same head looking aside."""
    angle = np.radians(degrees)
    cosine, sine = np.cos(angle), np.sin(angle)
    turn = np.array([[cosine, 0, sine], [0, 1, 0], [-sine, 0, cosine]])
    placed: Landmarks = (landmarks @ turn).astype(np.float32)
    return placed


def mirrored(landmarks: Landmarks) -> Landmarks:
    """As in a mirror: left is right, in place and in name."""
    swapped = np.arange(len(landmarks))
    for right, left in zip(_RIGHT, _LEFT, strict=True):
        swapped[[right, left]] = left, right
    reflected: Landmarks = (landmarks[swapped] * (-1, 1, 1)).astype(np.float32)
    return reflected


def smiling(landmarks: Landmarks, amount: float) -> Landmarks:
    """Corners of the mouth raised and cheeks with them, `amount` in pixels."""
    smile = landmarks.copy()
    smile[[61, 291, 205, 425, 50, 280], 1] -= amount
    return smile


def shut(landmarks: Landmarks) -> Landmarks:
    """Both eyes closed: the upper lids on the lower ones."""
    closed = landmarks.copy()
    closed[[159, 386]] = landmarks[[145, 374]]
    return closed


def trembling(landmarks: Landmarks, amount: float) -> Landmarks:
    """Jaw and lower lip lowered by `amount` pixels, the rest as it was."""
    moved = landmarks.copy()
    moved[[148, 377, 152, 14, 17, 91, 321], 1] += amount
    return moved
