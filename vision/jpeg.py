"""JPEG pictures from outside: looked at before they are decoded, decoded in memory only."""

from __future__ import annotations

import struct

import cv2
import numpy as np
import numpy.typing as npt

from contract.errors import BadMessage, TooLarge

Picture = npt.NDArray[np.uint8]
"""[height, width, 3] red, green, blue."""

MAX_BYTES = 1024 * 1024
MIN_SIDE, MAX_SIDE = 32, 4096
MAX_PIXELS = 2_100_000
"""A little over 1920 x 1080: what decoding may cost has this bound, whatever the header says."""

_START, _END = b"\xff\xd8", b"\xff\xd9"
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset(range(0xD0, 0xD8)) | {0x01}
_START_OF_SCAN = 0xDA


def check(jpeg: bytes) -> tuple[int, int]:
    """Width and height that the header states, in pixels.

    Raises TooLarge or BadMessage, naming what is wrong, without decoding anything.
    """
    if len(jpeg) > MAX_BYTES:
        raise TooLarge(f"The frame has {len(jpeg)} bytes; at most {MAX_BYTES} are taken.")
    if not jpeg.startswith(_START):
        raise BadMessage("The frame is not a JPEG.")
    if not jpeg.rstrip(b"\x00").endswith(_END):
        raise BadMessage("The frame's JPEG is cut off.")
    width, height = _size(jpeg)
    if min(width, height) < MIN_SIDE:
        raise BadMessage(f"The frame is {width}x{height}; each side needs {MIN_SIDE} pixels.")
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise TooLarge(f"The frame is {width}x{height}; at most {MAX_PIXELS} pixels are taken.")
    return width, height


def decode(jpeg: bytes) -> Picture:
    """The picture in a JPEG that `check` let through; BadMessage when it cannot be decoded."""
    check(jpeg)
    try:
        decoded = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        decoded = None
    if decoded is None:
        raise BadMessage("The frame's JPEG cannot be decoded.")
    return cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)


def _size(jpeg: bytes) -> tuple[int, int]:
    """Width and height from the start-of-frame segment (ITU T.81, B.2.2)."""
    at = len(_START)
    try:
        while jpeg[at] == 0xFF and jpeg[at + 1] != _START_OF_SCAN:
            marker = jpeg[at + 1]
            if marker == 0xFF:  # a fill byte
                at += 1
            elif marker in _WITHOUT_LENGTH:
                at += 2
            elif marker in _START_OF_FRAME:
                height, width = struct.unpack_from(">HH", jpeg, at + 5)
                return width, height
            else:
                at += 2 + max(2, struct.unpack_from(">H", jpeg, at + 2)[0])
    except (IndexError, struct.error):
        pass
    raise BadMessage("The frame's JPEG header states no size.")
