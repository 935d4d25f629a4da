"""What is no JPEG, or too much of one, is refused before it costs anything."""

from __future__ import annotations

import re
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import BadMessage, TooLarge, VultusError
from tests.vision.pictures import astronaut, jpeg
from vision.jpeg import MAX_BYTES, check, decode

ASTRONAUT = jpeg(astronaut())


def _claiming(width: int, height: int) -> bytes:
    """The astronaut's JPEG with another size in its header."""
    at = ASTRONAUT.index(b"\xff\xc0") + 5
    return ASTRONAUT[:at] + struct.pack(">HH", height, width) + ASTRONAUT[at + 4 :]


def test_size_is_read_from_the_header() -> None:
    assert check(ASTRONAUT) == (320, 240)


def test_picture_is_red_green_blue() -> None:
    error = np.abs(decode(ASTRONAUT).astype(int) - astronaut().astype(int))
    assert error.mean() < 5


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        (b"", "not a JPEG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a JPEG"),
        (ASTRONAUT[: len(ASTRONAUT) // 2], "cut off"),
        (b"\xff\xd8\xff\xd9", "states no size"),
        (b"\xff\xd8" + b"\xff" * 1000 + b"\xff\xd9", "states no size"),
        (_claiming(8, 8), "each side needs 32"),
    ],
)
def test_what_is_no_usable_jpeg_is_named(frame: bytes, text: str) -> None:
    with pytest.raises(BadMessage, match=text):
        check(frame)


@pytest.mark.parametrize("size", [(65_500, 65_500), (4_000, 4_000), (60_000, 40)])
def test_absurd_size_is_refused_without_decoding(size: tuple[int, int]) -> None:
    with pytest.raises(TooLarge, match=f"{size[0]}x{size[1]}"):
        decode(_claiming(*size))


def test_too_many_bytes_are_refused_with_the_limit() -> None:
    with pytest.raises(TooLarge, match=str(MAX_BYTES)):
        check(b"\xff\xd8" + bytes(MAX_BYTES) + b"\xff\xd9")


def test_broken_inside_a_good_header_is_an_error_or_a_picture() -> None:
    scan = ASTRONAUT.index(b"\xff\xda")
    hollow = ASTRONAUT[:scan] + b"\xff\xd9"
    with pytest.raises(BadMessage, match="cannot be decoded"):
        decode(hollow)


@given(st.binary(max_size=300), st.integers(0, 600))
def test_any_bytes_give_a_size_or_an_error_of_ours(noise: bytes, at: int) -> None:
    for frame in (b"\xff\xd8" + noise + b"\xff\xd9", ASTRONAUT[:at] + noise + ASTRONAUT[at:]):
        try:
            width, height = check(frame)
        except VultusError as error:
            assert re.search("JPEG|frame", error.text)
        else:
            assert width * height > 0
