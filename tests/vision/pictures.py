"""Pictures for the tests: the astronaut of scikit-image (NASA, public domain) and nobody."""

from __future__ import annotations

import cv2
import numpy as np
from skimage import data

from vision.jpeg import Picture


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


def _whole() -> Picture:
    picture: Picture = data.astronaut()  # type: ignore[no-untyped-call]
    return picture
