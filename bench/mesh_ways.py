"""Ways to get a face's landmarks out of MediaPipe, each timed on the same frames."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import cv2
from mediapipe.python.solutions import face_mesh

from vision.jpeg import Picture, decode
from vision.mesh import Mesh
from vision.quiet import quiet
from vision.roi import Roi, roi

WARM_UP = 20

Find = Callable[[Picture], object]


def time_ways(jpegs: Sequence[bytes]) -> dict[str, list[float]]:
    """Milliseconds of each frame, by the way its landmarks were found."""
    cv2.setNumThreads(1)
    pictures = [decode(jpeg) for jpeg in jpegs]
    return {
        "searched each time": _ours(pictures, follow=False, others=False),
        "followed, looking round": _ours(pictures, follow=True, others=True),
        "followed": _ours(pictures, follow=True, others=False),
        "MediaPipe's tracking": _mediapipe(pictures, attention=True, tracking=True),
        "its tracking, no attention": _mediapipe(pictures, attention=False, tracking=True),
        "searched, no attention": _mediapipe(pictures, attention=False, tracking=False),
    }


def _ours(pictures: Sequence[Picture], follow: bool, others: bool) -> list[float]:
    taken: list[float] = []
    near: Roi | None = None
    with quiet():
        mesh = Mesh()
        for picture in [*pictures[:WARM_UP], *pictures]:
            start = time.perf_counter()
            faces = mesh.find(picture, near, others)
            taken.append((time.perf_counter() - start) * 1000)
            height, width = picture.shape[:2]
            near = roi(faces[0], width, height) if follow and len(faces) == 1 else None
    return taken[len(pictures[:WARM_UP]) :]


@contextmanager
def _solution(attention: bool, tracking: bool) -> Iterator[Find]:
    found = face_mesh.FaceMesh(
        static_image_mode=not tracking,
        max_num_faces=1 if tracking else 2,
        refine_landmarks=attention,
        min_detection_confidence=0.6,
    )
    try:
        yield found.process
    finally:
        found.close()


def _mediapipe(pictures: Sequence[Picture], attention: bool, tracking: bool) -> list[float]:
    with quiet(), _solution(attention, tracking) as find:
        for picture in pictures[:WARM_UP]:
            find(picture)
        return [_ms(partial(find, picture)) for picture in pictures]


def _ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
