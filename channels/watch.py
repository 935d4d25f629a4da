"""Follows an alert's trail and tells the patient's pages when its message changes.

Above all: when no notice could be sent, the patient must know, and phone.
"""

from __future__ import annotations

import asyncio
import logging
import time

from channels.rooms import Rooms
from contract.client import StoreClient
from contract.errors import VultusError
from contract.messages import Reply
from contract.settings import Settings
from safety.help import LATE_S, help_message

log = logging.getLogger(__name__)

OFTEN_S, SELDOM_S = 1.0, 10.0
FOLLOWED_S = 3600.0


class Watch:
    """One follower for each reply that raised an alert; a reloaded page reads the trail itself."""

    def __init__(self, settings: Settings, store: StoreClient, rooms: Rooms) -> None:
        self._settings, self._store, self._rooms = settings, store, rooms
        self._tasks: dict[tuple[str, str], asyncio.Task[None]] = {}

    def follow(self, reply: Reply, shown: str) -> None:
        """Say it when the message for the reply is no longer the one shown; not in demo mode."""
        key = reply.session, reply.message
        if self._settings.demo or key in self._tasks:
            return
        task = asyncio.create_task(self._follow(reply, shown))
        self._tasks[key] = task
        task.add_done_callback(lambda _: self._tasks.pop(key, None))

    async def close(self) -> None:
        """Stop following."""
        following = tuple(self._tasks.values())
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)

    async def _follow(self, reply: Reply, shown: str) -> None:
        begun = time.monotonic()
        while (passed := time.monotonic() - begun) < FOLLOWED_S:
            await asyncio.sleep(OFTEN_S if passed < 2 * LATE_S else SELDOM_S)
            text = await self._message(reply)
            if text is not None and text != shown:
                shown = text
                told = {"kind": "safety", "message": reply.message, "safety": text}
                await self._rooms.say(reply.session, told)

    async def _message(self, reply: Reply) -> str | None:
        """The message as it stands; None while the store does not answer."""
        try:
            record = await self._store.conversation(reply.session)
        except VultusError as error:
            log.warning("alert not followed", extra={"session": reply.session, "code": error.code})
            return None
        for case in record.cases:
            if case.alert.message == reply.message:
                return help_message(case.alert, self._settings, case.steps, time.time())
        return None
