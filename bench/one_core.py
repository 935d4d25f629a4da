"""Runs work in a fresh process that has one core and one thread for each library."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
ONE_THREAD = {
    name: "1"
    for name in (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "TF_NUM_INTRAOP_THREADS",
        "TF_NUM_INTEROP_THREADS",
    )
}


@contextmanager
def one_core() -> Iterator[int]:
    """Processes that start in here share this one core; which one."""
    cores, environment = os.sched_getaffinity(0), dict(os.environ)
    core = max(cores)
    os.environ |= ONE_THREAD
    os.sched_setaffinity(0, {core})
    try:
        yield core
    finally:
        os.sched_setaffinity(0, cores)
        os.environ.clear()
        os.environ |= environment


def alone(work: Callable[..., T], *given: object) -> T:
    """The result of work done in a process of its own: libraries count the cores as they load."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as process:
        return process.submit(work, *given).result()
