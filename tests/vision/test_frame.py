"""A frame's message is 8 bytes of page time and a JPEG."""

from __future__ import annotations

import math
import struct

import pytest

from contract.errors import BadMessage, TooLarge
from tests.vision.pictures import astronaut, jpeg
from vision.frame import read_frame

ASTRONAUT = jpeg(astronaut())


def test_page_time_and_jpeg_come_back() -> None:
    frame = read_frame(struct.pack(">d", 1234.5) + ASTRONAUT, received=9.0)
    assert (frame.page, frame.received, frame.jpeg) == (1234.5, 9.0, ASTRONAUT)


@pytest.mark.parametrize("page", [math.nan, math.inf])
def test_page_time_must_be_a_number(page: float) -> None:
    with pytest.raises(BadMessage, match="page time"):
        read_frame(struct.pack(">d", page) + ASTRONAUT, received=9.0)


def test_message_without_a_picture_is_explained() -> None:
    with pytest.raises(BadMessage, match="8 bytes of page time"):
        read_frame(bytes(8), received=9.0)


def test_oversize_message_is_refused() -> None:
    with pytest.raises(TooLarge, match="at most"):
        read_frame(bytes(2_000_000), received=9.0)
