"""The worker processes that score frames: warmed before use, replaced when one dies."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from vision import worker
from vision.emotion import MODEL
from vision.explain import Explanation
from vision.roi import Roi
from vision.score import FrameScore

T = TypeVar("T")
log = logging.getLogger(__name__)
IN_HAND = 3
"""Frames for each worker: the one it scores and two that it takes next while the event loop is
busy. All others wait with their cameras, where a newer one takes their place; in a queue here they
would only grow old."""


class Pool:
    """Scores frames off the event loop; a frame passes to a worker over a pipe, in memory."""

    def __init__(self, workers: int, model: str = MODEL) -> None:
        self._workers, self._model = workers, model
        self._executor = self._fresh()
        self.turns = asyncio.Semaphore(IN_HAND * workers)
        """Held while a frame is scored; those who wait for it get it in the order they came."""

    async def warm(self) -> set[int]:
        """Start all workers and wait for the models; process ids of workers that are ready."""
        executor, loop = self._executor, asyncio.get_running_loop()
        jobs = [loop.run_in_executor(executor, worker.ready) for _ in range(self._workers)]
        return set(await asyncio.gather(*jobs))

    async def score(
        self, jpeg: bytes, near: Roi | None = None, *, others: bool = True, regions: bool = False
    ) -> FrameScore | None:
        """What the frame shows, as in `vision.score.Scorer`; None when its worker died over it.

        Raises BadMessage or TooLarge when it is not a picture that can be taken.
        """
        return await self._run(worker.score, jpeg, near, others, regions)

    async def explain(self, jpeg: bytes, label: str | None) -> Explanation | None:
        """Where the model looked, as `vision.explain.Explainer` has it; None as above."""
        return await self._run(worker.explain, jpeg, label)

    async def draw(self, jpeg: bytes, label: str | None) -> bytes | None:
        """The same as a PNG."""
        return await self._run(worker.draw, jpeg, label)

    async def close(self) -> None:
        """Stop the workers."""
        await asyncio.to_thread(self._executor.shutdown, wait=True, cancel_futures=True)

    async def _run(self, work: Callable[..., T], *given: object) -> T | None:
        executor = self._executor
        try:
            return await asyncio.get_running_loop().run_in_executor(executor, work, *given)
        except BrokenProcessPool:
            self._replace(executor)
            return None

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        """New workers in place of broken ones; whoever notices first does it."""
        if self._executor is broken:
            log.error("frame worker died; starting new ones", extra={"workers": self._workers})
            self._executor = self._fresh()
            broken.shutdown(wait=False)

    def _fresh(self) -> ProcessPoolExecutor:
        # spawn: a fork would copy the locks of ONNX Runtime's and MediaPipe's threads.
        return ProcessPoolExecutor(
            max_workers=self._workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=worker.enter,
            initargs=(self._model,),
        )
