"""A face for cameras when no clip is given: scikit-image's astronaut (NASA, public domain)."""

from __future__ import annotations

import cv2
import numpy as np

from bench.cannot_measure import CannotMeasure


def astronaut() -> bytes:
    """320 x 240 around her face, as the page sends it; CannotMeasure without scikit-image."""
    try:
        from skimage import data  # part of the test environment only
    except ImportError:
        raise CannotMeasure(
            "scikit-image is not installed: give a clip with --video, or run `make test` once."
        ) from None
    whole = data.astronaut()  # type: ignore[no-untyped-call]
    picture = np.ascontiguousarray(whole[0:240, 64:384, ::-1])
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])[1].tobytes())
