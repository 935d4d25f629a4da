"""Media time on the clock: so many times as fast, and standing still while the bot thinks."""

from __future__ import annotations

import asyncio
import time


class Pace:
    """Says when a moment of the clip is due.

    All times sent are those of the real clock, which both sockets are set by. While the bot has
    not answered, the clip stands still, so each reply meets the same pictures however slow the
    machine is.
    """

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._media = 0.0
        self._page = time.time()

    def resume(self) -> float:
        """Go on from now after standing still; returns now, Unix seconds."""
        self._page = time.time()
        return self._page

    async def until(self, media: float) -> float:
        """Wait for a moment of the clip, seconds; returns when it was due, Unix seconds."""
        self._page += max(0.0, media - self._media) / self._speed
        self._media = max(media, self._media)
        await asyncio.sleep(max(0.0, self._page - time.time()))
        return self._page
