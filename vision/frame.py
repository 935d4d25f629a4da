"""What the page sends for one camera frame: 8 bytes of its clock, then the JPEG."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass

from contract.errors import BadMessage, TooLarge
from vision import jpeg

_TIME = struct.Struct(">d")
MAX_MESSAGE_BYTES = _TIME.size + jpeg.MAX_BYTES


@dataclass(frozen=True)
class Frame:
    """One camera frame; it lives in memory until it is scored or gives way to a newer one."""

    page: float
    """Page time it was taken, Unix seconds on the page's clock."""
    received: float
    """Server time it arrived, Unix seconds."""
    jpeg: bytes


def read_frame(message: bytes, received: float) -> Frame:
    """The frame in a binary message: big-endian float64 page time, then a JPEG.

    Raises BadMessage or TooLarge naming what is wrong.
    """
    if len(message) > MAX_MESSAGE_BYTES:
        raise TooLarge(
            f"The frame's message has {len(message)} bytes; at most {MAX_MESSAGE_BYTES} are taken."
        )
    if len(message) <= _TIME.size:
        raise BadMessage("A frame is 8 bytes of page time (float64, big-endian) and a JPEG.")
    (page,) = _TIME.unpack_from(message)
    if not math.isfinite(page):
        raise BadMessage("The frame's page time is not a finite number of Unix seconds.")
    picture = message[_TIME.size :]
    jpeg.check(picture)
    return Frame(page=page, received=received, jpeg=picture)
