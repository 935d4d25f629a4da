"""Carries stored replies to Rasa: per session in order, and each until the bot has answered it.

The store is the queue: a reply without a bot turn is undelivered. What is held here is only which
of them are on their way, so a crash of this process loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from channels.outgoing import Outgoing, outgoing
from channels.rooms import Rooms
from channels.transcript import bot
from contract.client import StoreClient
from contract.errors import Unavailable, VultusError
from contract.messages import BotTurn, Bubble, Reply

log = logging.getLogger(__name__)
T = TypeVar("T")


class Bot(Protocol):
    """Whoever answers the patient."""

    async def say(self, out: Outgoing) -> tuple[Bubble, ...]:
        """At least one bubble; Unavailable when the same call should be made again."""


@dataclass(frozen=True)
class Pauses:
    """Seconds to wait before a call is repeated, doubling from `first` to `longest`."""

    first: float = 0.5
    longest: float = 15.0
    sweep: float = 30.0
    """Between two looks at the store for replies that nobody carries."""

    def after(self, failures: int) -> float:
        """The pause after so many failures in a row, the first being 1."""
        return min(self.longest, self.first * 2.0 ** min(failures - 1, 30))


class Delivery:
    """One worker a session, alive while it has something to carry."""

    def __init__(
        self, store: StoreClient, rasa: Bot, rooms: Rooms, pauses: Pauses | None = None
    ) -> None:
        self._store, self._bot, self._rooms = store, rasa, rooms
        self._pauses = pauses or Pauses()
        self._lanes: dict[str, deque[Outgoing]] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._recovered = asyncio.Event()
        """Set once the store has told what an earlier process left: older replies go first."""

    def hand_over(self, out: Outgoing) -> None:
        """Carry it as soon as those before it are through; harmless when it is on its way."""
        lane = self._lanes.setdefault(out.session, deque())
        if out not in lane:
            lane.append(out)
        if out.session not in self._workers:
            worker = asyncio.create_task(self._work(out.session, lane))
            self._workers[out.session] = worker

    async def run(self) -> None:
        """Take up what was left behind, now and from time to time; runs until cancelled."""
        failures = 0
        while True:
            try:
                await self._sweep()
            except VultusError as error:
                failures += 1
                log.warning("store not swept", extra={"code": error.code})
                await asyncio.sleep(self._pauses.after(failures))
            else:
                failures = 0
                await asyncio.sleep(self._pauses.sweep)

    async def close(self) -> None:
        """Stop carrying; what is not through stays undelivered in the store."""
        workers = list(self._workers.values())
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    async def _sweep(self) -> None:
        left = await self._store.undelivered()
        first = not self._recovered.is_set()
        for session in {reply.session for reply in left}:
            self._take_up(session, [reply for reply in left if reply.session == session], first)
        self._recovered.set()

    def _take_up(self, session: str, left: Iterable[Reply], first: bool) -> None:
        """Carry replies found in the store; at the first sweep they go before later ones."""
        if first:
            older = [outgoing(reply) for reply in left]
            newer = [out for out in self._lanes.get(session, ()) if out not in older]
            self._lanes.setdefault(session, deque()).clear()
            for out in (*older, *newer):
                self.hand_over(out)
        elif session not in self._lanes:
            for reply in left:
                self.hand_over(outgoing(reply))

    async def _work(self, session: str, lane: deque[Outgoing]) -> None:
        try:
            await self._recovered.wait()
            while lane:
                await self._carry(lane[0])
                lane.popleft()
        except VultusError as error:
            # Refused for good (a session that is gone): the sweep asks again as long as it is open.
            log.error("reply not carried", extra={"session": session, "code": error.code})
        finally:
            del self._lanes[session], self._workers[session]

    async def _carry(self, out: Outgoing) -> None:
        bubbles = await self._insist(out, lambda: self._bot.say(out))
        turn = BotTurn(out.session, out.message, time.time(), bubbles)
        receipt = await self._insist(out, lambda: self._store.post(turn))
        if not receipt.created:
            record = await self._insist(out, lambda: self._store.conversation(out.session))
            turn = next(had for had in record.bot_turns if had.message == out.message)
        log.info("reply carried", extra={"session": out.session, "message_id": out.message})
        await self._rooms.say(out.session, bot(turn))

    async def _insist(self, out: Outgoing, call: Callable[[], Awaitable[T]]) -> T:
        """The call's result, however long that takes; the pages are told when it takes long."""
        failures = 0
        while True:
            try:
                return await call()
            except Unavailable as error:
                failures += 1
                extra: dict[str, Any] = {"session": out.session, "message_id": out.message}
                log.warning("bot waits", extra=extra | {"failures": failures, "why": error.text})
                if failures == 1:
                    waiting = {"kind": "waiting", "message": out.message}
                    await self._rooms.say(out.session, waiting)
                await asyncio.sleep(self._pauses.after(failures))
