"""Draws evidence over the picture it comes from; the drawing goes to the caller, nowhere else."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from vision.crop import SIDE, corners
from vision.jpeg import Picture

FOR, AGAINST = (255, 140, 0), (30, 90, 220)
"""Red, green, blue: apart for colour-blind eyes too."""
OPACITY = 0.6
"""Of the strongest evidence."""

Evidence = npt.NDArray[np.float32]
"""[h, w] over the crop; above 0 speaks for the label, below 0 against."""


def overlay(picture: Picture, evidence: Evidence, onto: npt.NDArray[np.float64]) -> bytes:
    """A PNG of the picture with the evidence over the face.

    `onto` is `vision.crop.framing`: from places in the picture to places in the crop.
    """
    strength = _in_picture(evidence, onto, (picture.shape[1], picture.shape[0]))
    strength /= max(float(np.abs(evidence).max()), 1e-9)
    alpha = np.minimum(np.abs(strength), 1)[..., None] * OPACITY
    colour = np.where(strength[..., None] > 0, np.array(FOR), np.array(AGAINST))
    drawn = (picture * (1 - alpha) + colour * alpha).round().astype(np.uint8)
    _outline(drawn, onto)
    png = cv2.imencode(".png", cv2.cvtColor(drawn, cv2.COLOR_RGB2BGR))[1]
    return bytes(png.tobytes())


def _in_picture(
    evidence: Evidence, onto: npt.NDArray[np.float64], size: tuple[int, int]
) -> Evidence:
    """The grid spread over the crop and laid back over the picture; `size` is width, height."""
    spread = cv2.resize(evidence, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    laid = cv2.warpAffine(spread, onto, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    return laid.astype(np.float32, copy=False)


def _outline(drawn: Picture, onto: npt.NDArray[np.float64]) -> None:
    ends = np.array(corners(onto)).round().astype(np.int32)
    cv2.polylines(drawn, [ends], isClosed=True, color=(255, 255, 255), thickness=1)
