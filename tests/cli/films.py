"""Videos made for the tests."""

from pathlib import Path

import cv2
import numpy as np


def film(path: Path, frames: int, fps: float, size: tuple[int, int] = (64, 48)) -> Path:
    """A video that brightens by 8 grey levels a frame."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), fps, size)
    for number in range(frames):
        writer.write(np.full((size[1], size[0], 3), 8 * number % 256, np.uint8))
    writer.release()
    return path
