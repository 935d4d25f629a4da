"""What FaceMesh alone allows on this machine: pictures through it on every core at once."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.synchronize import Barrier

import cv2

from vision.jpeg import decode
from vision.mesh import Mesh
from vision.quiet import quiet

SECONDS = 3.0
_WARM_UP = 10

_together: Barrier


def pictures_a_second(jpegs: Sequence[bytes]) -> tuple[int, float]:
    """How many processes ran, one for each core, and pictures a second of all of them."""
    processes = len(os.sched_getaffinity(0))
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(processes)
    with ProcessPoolExecutor(processes, context, _enter, (barrier,)) as pool:
        rates = pool.map(_rate, [list(jpegs)] * processes)
        return processes, sum(rates)


def _enter(barrier: Barrier) -> None:
    global _together
    _together = barrier
    cv2.setNumThreads(1)


def _rate(jpegs: list[bytes]) -> float:
    """Pictures a second of this process, while the others run too."""
    pictures = [decode(jpeg) for jpeg in jpegs]
    with quiet():
        mesh = Mesh()
        for number in range(_WARM_UP):
            mesh.find(pictures[number % len(pictures)])
    _together.wait()
    start, number = time.perf_counter(), 0
    while time.perf_counter() - start < SECONDS:
        mesh.find(pictures[number % len(pictures)])
        number += 1
    return number / (time.perf_counter() - start)
