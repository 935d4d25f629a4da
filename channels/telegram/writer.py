"""Sends what a chat should show: per chat in order, and each thing until Telegram has taken it.

What the conversation shows is worked out from the store (entries.py), so a crash loses none of it
and what was sent is not sent twice. Only passing remarks and courtesies (a waiting sign ended, keys
taken away) live in memory.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from channels.delivery import Pauses
from channels.outgoing import START, greeting
from channels.socket import Chat as Hub
from channels.telegram import wording
from channels.telegram.api import Api, Blocked, Key, Refused, Unreachable, Wait
from channels.telegram.entries import Asked, Entry, all_asked, asked, entries, keyed
from channels.transcript import ended
from contract.errors import NotFound, Unavailable, VultusError
from contract.messages import Chat, Record, Shown
from texts.speaking import speaking

log = logging.getLogger(__name__)

CHANNEL = "telegram"
Job = Callable[[], Awaitable[None]]


@dataclass(eq=False)
class Lane:
    """What waits to be sent to one chat; it hears what is said in the chat's session."""

    address: str
    writer: Writer
    jobs: deque[Job] = field(default_factory=deque)
    session: str | None = None
    """The session whose room it is in."""
    keyed: str | None = None
    """The message whose keys are up, as far as this process knows."""
    sent: dict[tuple[str, str], str | None] = field(default_factory=dict)
    """Where entries stand that were sent and that the store does not know of yet."""
    language: str | None = None
    """What the patient was spoken to in when it was last drawn."""
    asked: Asked | None = None
    """What waited for an answer when it was last drawn."""
    redraw: bool = False
    """Whether what waits for an answer is to be shown again."""

    async def send(self, body: dict[str, Any]) -> None:
        """Something happened in the session (channels.rooms)."""
        if body["kind"] == "waiting":
            with speaking(self.language):
                self.writer.say(self.address, wording.WAITING)
        else:
            self.writer.wake(self.address)

    async def draw(self) -> None:
        """The job of sending what the store says is missing."""
        await self.writer.draw(self)


class Writer:
    """One worker a chat, alive while it has something to send."""

    def __init__(self, hub: Hub, api: Api, pauses: Pauses | None = None) -> None:
        self._hub, self._api = hub, api
        self._pauses = pauses or Pauses()
        self._lanes: dict[str, Lane] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}

    def wake(self, address: str, redraw: bool = False) -> None:
        """Send what is missing; with `redraw` also, again, what waits for an answer."""
        lane = self._lane(address)
        lane.redraw |= redraw
        if lane.draw not in lane.jobs:
            self._do(lane, lane.draw)

    def say(self, address: str, text: str, keys: tuple[Key, ...] = ()) -> None:
        """Send a passing remark, which no record keeps."""

        async def send() -> None:
            await self._api.send(address, text, keys)

        self.courtesy(address, send)

    def courtesy(self, address: str, job: Job) -> None:
        """Do it when its turn comes; Telegram may refuse."""
        self._do(self._lane(address), job)

    def pressed(self, address: str, place: str | None) -> None:
        """The keys of that message are gone."""
        lane = self._lane(address)
        if lane.keyed == place:
            lane.keyed = None

    def remembered(self, address: str) -> tuple[str, Asked | None] | None:
        """The session last drawn in the chat and what waited in it, for when the store is away;
        None for a chat that this process has not met as a patient's."""
        lane = self._lanes.get(address)
        return None if lane is None or lane.session is None else (lane.session, lane.asked)

    def language_of(self, address: str) -> str | None:
        """What was last spoken in the chat, as far as this process knows."""
        lane = self._lanes.get(address)
        return None if lane is None else lane.language

    async def close(self) -> None:
        """Stop sending; what the store knows of is sent after the next start."""
        workers = list(self._workers.values())
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        for lane in self._lanes.values():
            self._listen(lane, None)

    def _lane(self, address: str) -> Lane:
        return self._lanes.setdefault(address, Lane(address, self))

    def _do(self, lane: Lane, job: Job) -> None:
        lane.jobs.append(job)
        if lane.address not in self._workers:
            self._workers[lane.address] = asyncio.create_task(self._work(lane))

    async def _work(self, lane: Lane) -> None:
        failures = 0
        try:
            while lane.jobs:
                job = lane.jobs.popleft()
                pause = await self._try(lane, job)
                if pause is None:
                    failures = 0
                else:
                    failures += 1
                    await asyncio.sleep(max(pause, self._pauses.after(failures)))
        finally:
            del self._workers[lane.address]
            if lane.session is None and not lane.jobs:  # a stranger's, most often
                del self._lanes[lane.address]

    async def _try(self, lane: Lane, job: Job) -> float | None:
        """None when the job is over; else the least seconds to wait before the next one."""
        try:
            await job()
        except Wait as told:
            log.warning("telegram asks to wait", extra={"seconds": told.seconds})
            lane.jobs.appendleft(job)
            return told.seconds
        except Unreachable:
            log.warning("telegram waits", extra={"why": "unreachable"})
            lane.jobs.appendleft(job)
            return 0.0
        except Unavailable:  # the store: what does not need it goes first
            if job not in lane.jobs:
                lane.jobs.append(job)
            return 0.0
        except Blocked:
            lane.jobs.clear()
            await self._blocked(lane)
        except (Refused, VultusError) as error:
            log.info("telegram refused", extra={"error": type(error).__name__})
        except Exception:
            log.exception("telegram job failed")
        return None

    async def _blocked(self, lane: Lane) -> None:
        log.info("telegram chat blocked the bot")
        with suppress(VultusError):
            chat = await self._hub.store.chat(CHANNEL, lane.address)
            await self._hub.store.block_chat(replace(chat, blocked=time.time()))

    async def draw(self, lane: Lane) -> None:
        """Send what is missing of the chat's latest session; a lane's job."""
        try:
            chat = await self._hub.store.chat(CHANNEL, lane.address)
        except NotFound:  # the patient has moved to another chat
            self._listen(lane, None)
            return
        if chat.session is None or chat.blocked is not None:
            return
        met = lane.session is not None
        self._listen(lane, chat.session.session, chat.patient)
        record = await self._hub.store.conversation(chat.session.session)
        self._greet(record)
        lane.asked, lane.language = asked(record), record.session.language
        with speaking(lane.language):
            every = entries(record, self._hub.settings, time.time())
            if not met and lane.keyed is None:
                lane.keyed = keyed(record, every)
            await self._send_missing(lane, chat, record, every)

    async def _send_missing(
        self, lane: Lane, chat: Chat, record: Record, every: list[Entry]
    ) -> None:
        known = {one.entry for one in record.shown}
        missing = [entry for entry in every if entry.name not in known]
        for entry in sorted(missing, key=lambda entry: not entry.urgent):
            await self._show(lane, chat, entry)
        if lane.redraw:
            await self._again(lane, chat, every, missing)
            lane.redraw = False

    def _greet(self, record: Record) -> None:
        """The bot begins when both consents have an answer and it has not spoken yet."""
        talks = self._hub.settings.telegram_allows != "reminders"
        begun = START in {turn.message for turn in record.bot_turns}
        if talks and all_asked(record) and not begun and not ended(record.session):
            self._hub.delivery.hand_over(greeting(record.session.session))

    def _listen(self, lane: Lane, session: str | None, patient: str = "") -> None:
        if lane.session == session:
            return
        if lane.session is not None:
            self._hub.rooms.leave(lane.session, lane)
        lane.session = session
        if session is not None:
            self._hub.rooms.join(session, lane, patient)

    async def _again(
        self, lane: Lane, chat: Chat, every: list[Entry], missing: list[Entry]
    ) -> None:
        """Show what waits for an answer once more, unless it has just been shown."""
        last = next((entry for entry in reversed(every) if entry.keys), None)
        if last is not None and last not in missing:
            await self._put(lane, chat, last)

    async def _show(self, lane: Lane, chat: Chat, entry: Entry) -> None:
        """Send it, and tell the store; once sent, only the telling is repeated."""
        session = chat.session
        assert session is not None
        key = session.session, entry.name
        if key not in lane.sent:
            lane.sent[key] = await self._put(lane, chat, entry)
        await self._hub.store.post(Shown(*key, time.time(), lane.sent[key]))
        del lane.sent[key]

    async def _put(self, lane: Lane, chat: Chat, entry: Entry) -> str | None:
        """The message's id; None when Telegram refuses it for good."""
        if entry.keys and lane.keyed is not None:
            with suppress(Refused):
                await self._api.strip(lane.address, lane.keyed)
            lane.keyed = None
        text = entry.text + await self._link(chat, entry)
        try:
            place = await self._api.send(lane.address, text, entry.keys)
        except Refused:
            log.error("telegram refused a message", extra={"entry": entry.name.partition(":")[0]})
            return None
        if entry.keys:
            lane.keyed = place
        return place

    async def _link(self, chat: Chat, entry: Entry) -> str:
        if not entry.web:
            return ""
        invite = await self._hub.store.invite_again(chat.patient)
        link = f"{self._hub.settings.public_url}/p/{invite.token}"
        return "\n\n" + wording.ON_THE_WEB.format(titles=", ".join(entry.web), link=link)
