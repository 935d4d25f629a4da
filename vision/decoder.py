"""Videos to frames in a process of their own, one at a time, with a limit on its time."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress

from vision.video import read_frames

LONGEST_S = 30.0
"""A minute of video takes about two seconds; what takes longer is no video note."""


class Decoder:
    """Turns videos into frames off the event loop, in memory."""

    def __init__(self) -> None:
        self._one = asyncio.Lock()

    async def frames(self, video: bytes, every_s: float) -> list[tuple[float, bytes]]:
        """(second, JPEG) of a frame each `every_s` seconds; none when it cannot be decoded."""
        async with self._one:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "vision.video", str(every_s)),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
            )
            try:
                async with asyncio.timeout(LONGEST_S):
                    written, _ = await process.communicate(video)
            except TimeoutError:
                return []
            finally:
                await _end(process)
        return read_frames(written)


async def _end(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
