"""Takes what patients do on Telegram: stored first, then acknowledged, then handed to the bot."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from contextlib import suppress
from dataclasses import replace
from weakref import WeakValueDictionary

from aiogram.types import Update

from channels.languages import offered_languages
from channels.socket import Chat as Hub
from channels.telegram import wording
from channels.telegram.api import Api
from channels.telegram.commands import Command, command_of
from channels.telegram.incoming import (
    Forwarded,
    Incoming,
    Other,
    Picture,
    Press,
    Reach,
    Words,
    read,
    tongue,
)
from channels.telegram.photos import Photos
from channels.telegram.presses import Presses
from channels.telegram.talk import Talk
from channels.telegram.writer import CHANNEL, Writer
from contract.errors import NotFound, Unavailable
from contract.messages import Chat
from texts.speaking import speaking

log = logging.getLogger(__name__)

REMEMBERED = 2000
STRANGER_EVERY_S = 60.0
MOST_STRANGERS = 1000


class Reception:
    """Finds whose chat it is, and hands on: strangers get nothing of the clinic."""

    def __init__(self, hub: Hub, api: Api, writer: Writer, photos: Photos) -> None:
        self._hub, self._api, self._writer = hub, api, writer
        self._talk = Talk(hub, writer)
        self._presses = Presses(hub, api, writer, self._talk)
        self._photos = photos
        self._dealt: deque[int] = deque(maxlen=REMEMBERED)
        """Updates that were dealt with; the store knows of those in `taken`."""
        self._taken: deque[int] = deque(maxlen=REMEMBERED)
        self._strangers: dict[str, float] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def resume(self) -> None:
        """After a start: send every chat what it has not been sent."""
        for chat in await self._hub.store.chats(CHANNEL):
            self._writer.wake(chat.address)

    async def take(self, update: Update) -> None:
        """Deal with one update, once, over restarts too. Unavailable: nothing was lost, take it
        again."""
        incoming, number = read(update), update.update_id
        if incoming is None:
            return
        lock = self._locks.setdefault(incoming.address, asyncio.Lock())
        async with lock:
            if number in self._taken:
                return
            if number not in self._dealt:
                with speaking(self._language(update, incoming.address)):
                    await self._deal(incoming, number)
                self._dealt.append(number)
            await self._remember(incoming.address, number)
            self._taken.append(number)

    def _language(self, update: Update, address: str) -> str | None:
        """What is spoken until the store has said whose chat it is: a stranger's phone knows."""
        phones = tongue(update)
        offered = offered_languages(self._hub.settings)
        return self._writer.language_of(address) or (phones if phones in offered else None)

    async def _deal(self, incoming: Incoming, number: int) -> None:
        try:
            await self._take(incoming, number)
        except Unavailable:
            await self._talk.unstored(incoming)
            raise
        except Exception:  # it would fail again, and hold up what comes after it
            log.exception("telegram update failed", extra={"update": number})
            await self._talk.unstored(incoming)
            self._writer.say(incoming.address, wording.WRONG)

    async def _remember(self, address: str, number: int) -> None:
        """Only after it was dealt with: what is cut off before that is taken once more, and a
        reply that is stored already stays one."""
        with suppress(NotFound):
            await self._hub.store.take_updates(Chat(CHANNEL, address, "", 0.0, taken=(number,)))

    async def _chat(self, address: str) -> Chat | None:
        try:
            return await self._hub.store.chat(CHANNEL, address)
        except NotFound:
            return None

    async def _take(self, incoming: Incoming, number: int) -> None:
        chat = await self._chat(incoming.address)
        if chat is not None and number in chat.taken:
            return
        if isinstance(incoming, Words) and not incoming.edited:
            command = command_of(incoming.text)
            if command is not None and command.invite is not None:
                await self._bind(incoming, command.invite)
                return
        if chat is None:
            self._turn_away(incoming)
            return
        with speaking(chat.language):
            await self._reach(chat, not isinstance(incoming, Reach) or incoming.can)
            if not isinstance(incoming, Reach):
                await self._hear(chat, incoming)

    async def _hear(
        self, chat: Chat, incoming: Words | Press | Picture | Other | Forwarded
    ) -> None:
        if isinstance(incoming, Press):
            await self._presses.take(chat, incoming)
        elif isinstance(incoming, Forwarded):
            await self._talk.forwarded(chat, _caption(incoming))
        elif isinstance(incoming, Words):
            command = None if incoming.edited else command_of(incoming.text)
            if command is not None:
                await self._obey(chat, command)
            elif incoming.edited:
                await self._talk.edited(chat, incoming)
            else:
                await self._talk.said(chat, incoming)
        else:
            if incoming.caption:
                await self._talk.said(chat, _caption(incoming))
            await self._see(chat, incoming)

    async def _bind(self, words: Words, invite: str) -> None:
        """The message with the invite is deleted: whoever reads it later must not use it."""
        try:
            chat = await self._hub.store.bind_chat(invite, CHANNEL, words.address)
        except NotFound:
            self._writer.say(words.address, wording.BAD_INVITE)
            return

        async def delete() -> None:
            await self._api.delete(words.address, words.place)

        self._writer.courtesy(words.address, delete)
        log.info("telegram chat bound", extra={"patient": chat.patient})
        with speaking(chat.language):
            self._writer.say(words.address, wording.BOUND)
            await self._begin(chat)

    async def _begin(self, chat: Chat) -> None:
        if self._hub.settings.telegram_allows == "reminders":
            self._writer.say(chat.address, self._talk.reminders_only())
            return
        await self._talk.session(chat, anew=True)
        self._writer.wake(chat.address, redraw=True)

    async def _obey(self, chat: Chat, command: Command) -> None:
        if command.name == "start":
            await self._begin(chat)
        elif command.name == "choices":
            await self._choices(chat)
        elif command.name == "language":
            keys = wording.languages(self._hub.settings)
            self._writer.say(chat.address, wording.WHICH_LANGUAGE, keys)
        else:
            self._writer.say(chat.address, f"{wording.HELP}\n\n{self._emergency()}")

    async def _choices(self, chat: Chat) -> None:
        text, keys = await self._presses.choices(chat)
        self._writer.say(chat.address, text, keys)

    def _turn_away(self, incoming: Incoming) -> None:
        """A stranger is answered now and then, and told nothing of the clinic."""
        if isinstance(incoming, Press):
            self._presses.close(incoming)
        if isinstance(incoming, (Press, Reach)):
            return
        now = time.monotonic()
        if now - self._strangers.get(incoming.address, -STRANGER_EVERY_S) < STRANGER_EVERY_S:
            return
        if len(self._strangers) >= MOST_STRANGERS:
            self._strangers.clear()
        self._strangers[incoming.address] = now
        self._writer.say(incoming.address, wording.to_stranger(self._hub.settings))

    async def _reach(self, chat: Chat, can: bool) -> None:
        """Remember whether the chat can be written to; what waited is sent when it can again."""
        if can == (chat.blocked is None):
            return
        blocked = None if can else time.time()
        with suppress(NotFound):
            await self._hub.store.block_chat(replace(chat, blocked=blocked))
        if can:
            self._writer.wake(chat.address)

    async def _see(self, chat: Chat, incoming: Picture | Other) -> None:
        if isinstance(incoming, Other):
            text = f"{wording.TYPE_PLEASE}\n\n{self._emergency()}"
            self._writer.say(chat.address, text)
            return
        looks, text = await self._talk.may_look(chat)
        if looks is None:
            self._writer.say(chat.address, text)
        else:
            self._photos.take(incoming, looks)

    def _emergency(self) -> str:
        return wording.no_emergency(self._hub.settings)


def _caption(incoming: Picture | Other | Forwarded) -> Words:
    at = time.time() if isinstance(incoming, Picture) else incoming.at
    return Words(incoming.address, incoming.update, incoming.place, at, incoming.caption)
