"""Windows on their way to the store: in order, again when it is down, numbers only."""

from __future__ import annotations

import asyncio
import logging
from collections import deque

from contract.errors import NoConsent, NotFound, Unavailable, VultusError
from contract.messages import FaceWindow
from vision.post import Post

log = logging.getLogger(__name__)

MOST_WAITING = 120
"""Two minutes of windows; beyond that the oldest give way."""
FIRST_RETRY_S, LAST_RETRY_S = 0.5, 10.0


class Outbox:
    """Posts one camera's windows; goes on after the camera's socket has closed."""

    def __init__(self, post: Post, session: str) -> None:
        self._post, self._session = post, session
        self._waiting: deque[FaceWindow] = deque()
        self._task: asyncio.Task[None] | None = None
        self.refused = asyncio.Event()
        """Set when the store no longer takes the session's windows: consent withdrawn or erased."""

    def put(self, window: FaceWindow) -> None:
        """Send it as soon as the store takes it."""
        if self.refused.is_set():
            return
        self._waiting.append(window)
        self._trim()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._send_all())

    async def close(self, timeout_s: float) -> None:
        """Give the windows that wait this long to get through, then let go of them."""
        if self._task is not None:
            await asyncio.wait([self._task], timeout=timeout_s)
            self._task.cancel()
        if self._waiting:
            self._log("windows lost", len(self._waiting))

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way."""
        return self._task is None or self._task.done()

    async def _send_all(self) -> None:
        retry_s = FIRST_RETRY_S
        while self._waiting:
            sent = tuple(self._waiting)  # they stay there until the store has them
            try:
                refusals = await self._post.send(sent)
            except Unavailable:
                await asyncio.sleep(retry_s)
                retry_s = min(2 * retry_s, LAST_RETRY_S)
                continue
            retry_s = FIRST_RETRY_S
            self._forget(sent)
            for refusal in refusals:
                self._heed(refusal)

    def _forget(self, sent: tuple[FaceWindow, ...]) -> None:
        done = set(map(id, sent))
        self._waiting = deque(window for window in self._waiting if id(window) not in done)

    def _heed(self, refusal: VultusError) -> None:
        if isinstance(refusal, (NoConsent, NotFound)):  # withdrawn, or the patient was erased
            self._waiting.clear()
            self.refused.set()
        else:
            log.error("window refused", extra={"session": self._session, "code": refusal.code})

    def _trim(self) -> None:
        lost = len(self._waiting) - MOST_WAITING
        if lost > 0:
            self._log("windows lost", lost)
        for _ in range(lost):
            self._waiting.popleft()

    def _log(self, event: str, count: int) -> None:
        log.warning(event, extra={"session": self._session, "count": count})
