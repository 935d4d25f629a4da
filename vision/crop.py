"""Cuts the face out as FER2013 frames it: 48 x 48 grey, upright, eyes where that set has them."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from vision.jpeg import Picture
from vision.mesh import Landmarks, eye_centres

SIDE = 48
_OVERSAMPLED = 2 * SIDE

Crop = npt.NDArray[np.uint8]
"""[48, 48] grey."""

_NOSE_TIP, _MOUTH_CORNERS = 1, (61, 291)

# Where FER2013 has the right eye, left eye, nose tip and middle of the mouth, in pixels of 48:
# medians of this very mesh over 573 of its pictures, made symmetric (eyes 15.4/32.8, 19.0; nose
# 24.1, 30.1; mouth 24.2, 37.1; the chin then falls on the lower edge as it does there).
FRAMING = np.array([(15.3, 19.0), (32.7, 19.0), (24.0, 30.1), (24.0, 37.1)], np.float64)


def crop(picture: Picture, landmarks: Landmarks) -> Crop:
    """The face, turned upright and scaled; outside the picture its edge goes on.

    Four points in place of two eyes alone: when the head turns the eyes draw together, and a crop
    scaled by them would lose the mouth.
    """
    onto = framing(landmarks) * (_OVERSAMPLED / SIDE)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    size = (_OVERSAMPLED, _OVERSAMPLED)
    upright = cv2.warpAffine(
        grey, onto, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    # Halving by area keeps the alias out that one warp straight to 48 pixels would let in.
    return cv2.resize(upright, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(
        np.uint8, copy=False
    )


def framing(landmarks: Landmarks) -> npt.NDArray[np.float64]:
    """[2, 3] turn, scale and shift from places in the picture to places in the crop."""
    return _similarity(anchors(landmarks), FRAMING)


def corners(onto: npt.NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    """Where a crop by this framing lies in the picture: (x, y) from the top left, clockwise."""
    back = cv2.invertAffineTransform(onto)
    ends = np.array([(0, 0, 1), (SIDE, 0, 1), (SIDE, SIDE, 1), (0, SIDE, 1)], np.float64)
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in ends @ back.T)


def anchors(landmarks: Landmarks) -> npt.NDArray[np.float64]:
    """[4, 2] the points that FRAMING places, in pixels of the picture."""
    right, left = eye_centres(landmarks)
    mouth = landmarks[list(_MOUTH_CORNERS)].mean(axis=0)
    return np.array([right, left, landmarks[_NOSE_TIP], mouth], np.float64)[:, :2]


def _similarity(
    points: npt.NDArray[np.float64], onto: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """[2, 3] turn, scale and shift that brings `points` closest to `onto` (least squares).

    As complex numbers: onto = a * points + b, a = <points, onto> / <points, points> once centred.
    """
    p, q = points @ (1, 1j), onto @ (1, 1j)
    centred = p - p.mean()
    a = (centred.conj() @ (q - q.mean())) / max((centred.conj() @ centred).real, 1e-9)
    b = q.mean() - a * p.mean()
    return np.array([(a.real, -a.imag, b.real), (a.imag, a.real, b.imag)])
