"""A short video as single pictures, in memory; `python -m vision.video` is the process for it.

It reads the video from standard input and writes the frames to standard output, each with its
place: a video that crashes or stalls the decoder ends this process and nothing else, and nothing
of it touches a disk.
"""

from __future__ import annotations

import io
import struct
import sys
from collections.abc import Iterator

import cv2

from vision.jpeg import MAX_PIXELS, MIN_SIDE

LONGEST_S = 60.0
"""Telegram's video notes have at most a minute."""
JPEG_QUALITY = 90
_HEAD = struct.Struct(">dI")
_FALLBACK_RATE = 30.0


def frames_of(video: bytes, every_s: float) -> Iterator[tuple[float, bytes]]:
    """(second, JPEG) of a frame each `every_s` seconds; none when it is no video."""
    stream = io.BytesIO(video)  # a name for it: OpenCV 4.11 keeps no reference to what it reads
    opened = cv2.VideoCapture(stream, cv2.CAP_FFMPEG, [])  # type: ignore[call-overload]
    try:
        if not opened.isOpened() or not _fits(opened):
            return
        rate = opened.get(cv2.CAP_PROP_FPS)
        rate = rate if 1 <= rate <= 240 else _FALLBACK_RATE
        due, number = 0.0, 0
        while (at := number / rate) < LONGEST_S and opened.grab():
            if at + 0.5 / rate >= due:
                due += every_s
                jpeg = _jpeg(opened)
                if jpeg is not None:
                    yield at, jpeg
            number += 1
    finally:
        opened.release()


def read_frames(stream: bytes) -> list[tuple[float, bytes]]:
    """What the process wrote; a frame that is cut off is left out."""
    frames: list[tuple[float, bytes]] = []
    at = 0
    while at + _HEAD.size <= len(stream):
        second, size = _HEAD.unpack_from(stream, at)
        at += _HEAD.size
        if at + size > len(stream):
            break
        frames.append((second, stream[at : at + size]))
        at += size
    return frames


def _fits(opened: cv2.VideoCapture) -> bool:
    width, height = opened.get(cv2.CAP_PROP_FRAME_WIDTH), opened.get(cv2.CAP_PROP_FRAME_HEIGHT)
    return min(width, height) >= MIN_SIDE and width * height <= MAX_PIXELS


def _jpeg(opened: cv2.VideoCapture) -> bytes | None:
    taken, picture = opened.retrieve()
    if not taken:
        return None
    made, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return jpeg.tobytes() if made else None


def main() -> None:
    """Read, decode, write."""
    cv2.setNumThreads(1)
    for second, jpeg in frames_of(sys.stdin.buffer.read(), float(sys.argv[1])):
        sys.stdout.buffer.write(_HEAD.pack(second, len(jpeg)) + jpeg)


if __name__ == "__main__":
    main()
