"""A camera for Chromium: an uncompressed video of a real face that sways a little."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage import data

WIDTH, HEIGHT, FPS, FRAMES = 640, 480, 15, 30


def write_camera(path: Path) -> Path:
    """Two seconds of scikit-image's astronaut as YUV4MPEG2, which Chromium loops."""
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FPS}:1 Ip A1:1 C420jpeg\n".encode())
        for frame in frames():
            file.write(b"FRAME\n" + cv2.cvtColor(frame, cv2.COLOR_BGR2YUV_I420).tobytes())
    return path


def frames() -> Iterator[NDArray[np.uint8]]:
    """Pictures of blue, green, red bytes, HEIGHT by WIDTH; the last leads over to the first."""
    rgb: NDArray[np.uint8] = data.astronaut()  # type: ignore[no-untyped-call]
    picture = np.ascontiguousarray(rgb[:, :, ::-1])
    for number in range(FRAMES):
        yield _swayed(picture, 6 * math.sin(2 * math.pi * number / FRAMES))


def _swayed(picture: NDArray[np.uint8], dx: float) -> NDArray[np.uint8]:
    """The picture, shifted by `dx` pixels, in the middle of a camera's frame."""
    scale = HEIGHT / picture.shape[0]
    move = np.array([[scale, 0, (WIDTH - HEIGHT) / 2 + dx], [0, scale, 0]])
    return cv2.warpAffine(picture, move, (WIDTH, HEIGHT)).astype(np.uint8)
