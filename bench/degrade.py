"""What happens to a patient's picture, done to faces of a benchmark: deterministic, [N, h, w] u8.

They act on the face after it is cut out. In the service a turned head is set upright before, and
JPEG acts on the whole frame, so that these figures are the network's own, and on the hard side.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

Face = npt.NDArray[np.uint8]
"""[height, width] grey."""
Faces = npt.NDArray[np.uint8]
"""[N, height, width] grey."""

BLUR = 1.5 / 48
"""Standard deviation of the blur, in widths of the face."""
LIGHT = 0.1
NOISE = 1.0
"""Standard deviation of the camera's noise in low light, once the frame is scaled to the face."""
JPEG = 30
FEW_PIXELS = 24
MOUTH = (0.625, 0.9375, 0.25, 0.75)
"""Top, bottom, left, right of a covered mouth, in sides of the face as FER2013 frames it."""
COVER = 128


def blurred(face: Face) -> Face:
    """Out of focus."""
    return _grey(cv2.GaussianBlur(face, (0, 0), BLUR * face.shape[1]))


def dark(face: Face) -> Face:
    """A tenth of the light, with what is left of the camera's noise, in whole grey values."""
    noise = np.random.default_rng(face.size).normal(0, NOISE, face.shape)
    return (face * LIGHT + noise).round().clip(0, 255).astype(np.uint8)


def compressed(face: Face) -> Face:
    """Through JPEG at quality 30."""
    _, jpeg = cv2.imencode(".jpg", face, [cv2.IMWRITE_JPEG_QUALITY, JPEG])
    return _grey(cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE))


def small(face: Face) -> Face:
    """As if only 24 pixels wide in the camera's picture."""
    height, width = face.shape
    few = cv2.resize(face, (FEW_PIXELS, FEW_PIXELS), interpolation=cv2.INTER_AREA)
    return _grey(cv2.resize(few, (width, height), interpolation=cv2.INTER_LINEAR))


def turned(face: Face, degrees: float) -> Face:
    """The head tilted to a shoulder."""
    height, width = face.shape
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    return _grey(cv2.warpAffine(face, turn, (width, height), borderMode=cv2.BORDER_REPLICATE))


def framed(face: Face, scale: float = 1.0, right: float = 0.0, down: float = 0.0) -> Face:
    """Cut out tighter (scale above 1) or looser, and moved by shares of the side.

    What a looser crop would show around the face is not in the picture: its edge goes on.
    """
    height, width = face.shape
    middle = np.array([(width - 1) / 2, (height - 1) / 2])
    shift = middle * (1 - scale) + (right * width, down * height)
    onto = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
    return _grey(cv2.warpAffine(face, onto, (width, height), borderMode=cv2.BORDER_REPLICATE))


def masked(face: Face) -> Face:
    """A grey patch over the mouth."""
    height, width = face.shape
    top, bottom, left, right = MOUTH
    covered = face.copy()
    covered[
        round(top * height) : round(bottom * height), round(left * width) : round(right * width)
    ] = COVER
    return covered


CONDITIONS: dict[str, Callable[[Face], Face]] = {
    "blur": blurred,
    "low light": dark,
    "JPEG quality 30": compressed,
    "24 pixels": small,
    "turned 10 degrees": lambda face: turned(face, 10),
    "turned 20 degrees": lambda face: turned(face, 20),
    "mouth covered": masked,
}

FRAMINGS: dict[str, Callable[[Face], Face]] = {
    "tight box, 1.35": lambda face: framed(face, scale=1.35),
    "tight, 1.15": lambda face: framed(face, scale=1.15),
    "loose, 0.85": lambda face: framed(face, scale=0.85),
    "loose crop, 0.75": lambda face: framed(face, scale=0.75),
    "a sixth aside": lambda face: framed(face, right=1 / 6),
    "a twelfth down": lambda face: framed(face, down=1 / 12),
}
"""From the tight box of a Haar detector to a loose crop."""


def each(faces: Faces, change: Callable[[Face], Face]) -> Faces:
    """The change done to every face."""
    return np.stack([change(face) for face in faces])


def _grey(picture: npt.NDArray[np.generic]) -> Face:
    return picture.astype(np.uint8, copy=False)
