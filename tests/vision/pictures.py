"""Pictures for the tests: the astronaut of scikit-image (NASA, public domain) and nobody."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from skimage import data

from vision.jpeg import Picture

RATE = 25
"""Frames a second of `video`."""


def astronaut() -> Picture:
    """320 x 240 around her face, as a patient's camera shows one."""
    return np.ascontiguousarray(_whole()[0:240, 64:384])


def nobody() -> Picture:
    """A black picture."""
    return np.zeros((240, 320, 3), np.uint8)


def two_people() -> Picture:
    """The astronaut beside herself."""
    one = _whole()[0:240, 104:344]
    return np.ascontiguousarray(np.hstack([one, one[:, ::-1]]))


def jpeg(picture: Picture, quality: int = 90) -> bytes:
    """The picture as the page sends it."""
    bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    return bytes(cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes())


def video(folder: Path, seconds: float = 2.4) -> bytes:
    """A clip of the astronaut, as the file that a phone would send."""
    picture = cv2.cvtColor(astronaut(), cv2.COLOR_RGB2BGR)
    path = folder / "clip.mp4"
    height, width = picture.shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), RATE, (width, height))
    for _ in range(round(seconds * RATE)):
        writer.write(picture)
    writer.release()
    content = path.read_bytes()
    path.unlink()
    return content


def _whole() -> Picture:
    picture: Picture = data.astronaut()  # type: ignore[no-untyped-call]
    return picture
