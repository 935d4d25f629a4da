"""A video as the camera's pictures: sampled at the page's frame rate, at least 15 s long."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2

from cli.cannot_replay import CannotReplay

SHORTEST_S = 15.0
"""A shorter clip plays back and forth until then."""
PIXELS = 320 * 240
"""What the page's camera sends; larger pictures are made as small, in their own proportions."""
JPEG_QUALITY = 80


@dataclass(frozen=True)
class Clip:
    """The pictures of a video, one each 1/rate seconds."""

    pictures: tuple[bytes, ...]
    """JPEGs, in the video's order; at least one."""
    rate: float
    """Pictures a second."""

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return max(len(self.pictures) / self.rate, SHORTEST_S)

    def frames(self, start: float, end: float) -> Iterator[tuple[float, bytes]]:
        """(media time, JPEG) of each frame from `start` up to `end`, which is left out."""
        for number in range(_first(start, self.rate), _first(end, self.rate)):
            yield number / self.rate, self.pictures[back_and_forth(number, len(self.pictures))]


def back_and_forth(number: int, count: int) -> int:
    """The picture at place `number` when `count` pictures play forwards, backwards, forwards..."""
    if count == 1:
        return 0
    place = number % (2 * count - 2)
    return min(place, 2 * count - 2 - place)


def read_clip(path: Path, rate: float) -> Clip:
    """The clip of a video file. Blocks; raises CannotReplay when the file is no video."""
    if not path.is_file():
        raise CannotReplay(f"There is no video {path}.")
    video = cv2.VideoCapture(str(path))
    try:
        speed = video.get(cv2.CAP_PROP_FPS)
        pictures = tuple(_sampled(video, speed / rate)) if speed > 0 else ()
    finally:
        video.release()
    if not pictures:
        raise CannotReplay(f"{path} cannot be read as a video: try it as MP4 (H.264).")
    return Clip(pictures, rate)


def _first(time: float, rate: float) -> int:
    """Number of the first frame at or after a time; a rounding error makes no frame."""
    return math.ceil(time * rate - 1e-6)


def _sampled(video: cv2.VideoCapture, step: float) -> Iterator[bytes]:
    """Each `step`-th picture as a JPEG; one more than once when the video has fewer."""
    number, taken = 0, 0
    while video.grab():
        jpeg = None
        while int(taken * step + 1e-6) == number:
            jpeg = jpeg or _jpeg(video)
            if jpeg:
                yield jpeg
            taken += 1
        number += 1


def _jpeg(video: cv2.VideoCapture) -> bytes | None:
    """The picture that was grabbed last; None when it is damaged."""
    read, picture = video.retrieve()
    if not read:
        return None
    height, width = picture.shape[:2]
    scale = math.sqrt(PIXELS / (height * width))
    if scale < 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    done, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return jpeg.tobytes() if done else None
