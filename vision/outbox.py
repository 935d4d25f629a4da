"""Windows on their way to the store: in order, again when it is down, numbers only."""

from __future__ import annotations

import asyncio
import logging
from collections import deque

from contract.client import StoreClient
from contract.errors import NoConsent, NotFound, Unavailable, VultusError
from contract.messages import FaceWindow

log = logging.getLogger(__name__)

MOST_WAITING = 120
"""Two minutes of windows; beyond that the oldest give way."""
FIRST_RETRY_S, LAST_RETRY_S = 0.5, 10.0


class Outbox:
    """Posts one camera's windows; goes on after the camera's socket has closed."""

    def __init__(self, store: StoreClient, session: str) -> None:
        self._store, self._session = store, session
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
            window = self._waiting.popleft()
            try:
                await self._store.post(window)
                retry_s = FIRST_RETRY_S
            except (Unavailable, asyncio.CancelledError) as error:
                self._waiting.appendleft(window)
                self._trim()
                if isinstance(error, asyncio.CancelledError):
                    raise
                await asyncio.sleep(retry_s)
                retry_s = min(2 * retry_s, LAST_RETRY_S)
            except (NoConsent, NotFound):  # withdrawn, or the patient was erased
                self._waiting.clear()
                self.refused.set()
            except VultusError as error:
                log.error("window refused", extra={"session": self._session, "code": error.code})

    def _trim(self) -> None:
        lost = len(self._waiting) - MOST_WAITING
        if lost > 0:
            self._log("windows lost", lost)
        for _ in range(lost):
            self._waiting.popleft()

    def _log(self, event: str, count: int) -> None:
        log.warning(event, extra={"session": self._session, "count": count})
