"""The scorer: takes unscored replies from the store, oldest first, and posts their scores.

A row without a score is the work queue, so a crash here loses nothing and delays no bot reply.
"""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor

from contract.client import StoreClient
from contract.errors import VultusError
from contract.messages import Reply, ReplyScore
from sentiment.mood import TextModel

log = logging.getLogger(__name__)

BATCH = 16
IDLE_S = 0.5
"""Pause when there was nothing to score."""
TROUBLE_S = 5.0
"""Pause when the store does not answer."""


class Scorer:
    """Scores in its own thread; one instance a process."""

    def __init__(self, store: StoreClient, model: TextModel) -> None:
        self._store = store
        self._model = model
        self._failed: set[str] = set()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sentiment")

    async def run(self) -> None:
        """Score until cancelled."""
        try:
            while True:
                pause_s = await self._round()
                await asyncio.sleep(pause_s)
        finally:
            self._thread.shutdown(wait=False)

    async def _round(self) -> float:
        """One batch; the seconds to wait before the next."""
        try:
            replies = await self._store.unscored(BATCH)
            fresh = [reply for reply in replies if reply.message not in self._failed]
            for reply in fresh:
                await self._score_one(reply)
        except VultusError as error:
            log.warning("scoring waits", extra={"code": error.code})
            return TROUBLE_S
        return 0.0 if fresh else IDLE_S

    async def _score_one(self, reply: Reply) -> None:
        """Score and post; a reply that the model cannot take must not hold up the others."""
        ids = {"session": reply.session, "reply": reply.message}
        try:
            score = await self.score(reply)
        except Exception as error:
            self._failed.add(reply.message)
            log.error("reply not scored", extra={**ids, "error": type(error).__name__})
            return
        await self._store.post(score)
        log.info("reply scored", extra=ids)

    async def score(self, reply: Reply) -> ReplyScore:
        """The score of one reply, computed off the event loop."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._thread, self._model.score, reply.text)
        return ReplyScore(
            session=reply.session,
            message=reply.message,
            at=time.time(),
            mood=found.mood,
            tokens=found.tokens,
            model=self._model.name,
            reason=found.reason,
        )
