"""Typed words on Telegram, by the way of the patient's page: stored, acknowledged, handed on."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from dataclasses import replace

from channels.outgoing import outgoing
from channels.socket import Chat as Hub
from channels.telegram import wording
from channels.telegram.commands import plain
from channels.telegram.corrections import edited_reply, question
from channels.telegram.entries import all_asked, asked, message_id
from channels.telegram.incoming import Incoming, Press, Reach, Words
from channels.telegram.instruments import named
from channels.telegram.writer import CHANNEL, Writer
from channels.transcript import ended
from channels.unstored import unstored_safety
from contract.errors import BadMessage, Conflict, TooLarge
from contract.messages import BotTurn, Bubble, Chat, Receipt, Record, Reply, Session
from safety.help import help_message

log = logging.getLogger(__name__)

FRESH_S = 10.0
"""Telegram's times are whole seconds; words that come this soon count from their arrival."""


class Talk:
    """What patients type."""

    def __init__(self, hub: Hub, writer: Writer) -> None:
        self._hub, self._writer = hub, writer
        self._warned: deque[str] = deque(maxlen=1000)

    async def session(self, chat: Chat, anew: bool = False) -> Session | None:
        """The session that goes on; one that was left idle is followed by a new one.

        None after one that is completed or stopped, unless the patient begins `anew`.
        """
        latest = chat.session
        if latest is not None and latest.closed is None:
            return latest
        if latest is not None and ended(latest) and not anew:
            return None
        return await self._hub.store.open_session(chat.patient, CHANNEL)

    async def said(self, chat: Chat, words: Words) -> None:
        """Store the words as a reply; the bot gets them once both consents have an answer."""
        if self._hub.settings.telegram_allows == "reminders":
            await self._to_nobody(chat, words)
            return
        session = await self.session(chat)
        if session is None:
            await self._after_the_end(chat, words)
            return
        record = await self._hub.store.conversation(session.session)
        reply = self._choosing(record, _reply(record, chat, words))
        had = _known(record, reply)
        if had is not None and had.message in {turn.message for turn in record.bot_turns}:
            return
        reply = had or reply
        try:
            receipt = await self._hub.store.post(reply)
        except (BadMessage, TooLarge):
            self._writer.say(chat.address, wording.WRITE_WORDS)
            return
        except Conflict:  # the bot has just ended it
            self._writer.say(chat.address, wording.ENDED)
            return
        if not all_asked(record):
            await self._answer(reply, wording.PRESS_FIRST)
        self.stored(chat, reply, receipt, to_bot=all_asked(record))

    def _choosing(self, record: Record, reply: Reply) -> Reply:
        """A questionnaire can be chosen by its name."""
        waits = asked(record)
        if waits is None or reply.item is not None or not all_asked(record):
            return reply
        payload = named(reply.text, waits.bubble.buttons, self._hub.settings)
        return reply if payload is None else replace(reply, payload=payload, typed=False)

    async def forwarded(self, chat: Chat, words: Words) -> None:
        """Words of somebody else are kept only when they need a person's help."""
        reply = Reply("", "", time.time(), words.text)
        if await asyncio.to_thread(unstored_safety, reply, self._hub.settings) is None:
            self._writer.say(chat.address, wording.FORWARDED)
        else:
            await self.said(chat, words)

    async def edited(self, chat: Chat, words: Words) -> None:
        """Store the new words beside the first ones, and ask what they are meant for."""
        session = chat.session
        if session is None or session.closed is not None:
            await self._after_the_end(chat, words, quiet=True)
            return
        record = await self._hub.store.conversation(session.session)
        new = _reply(record, chat, words)
        of_first = message_id(session.session, chat.address, words.place)
        first = next((one for one in record.replies if one.message == of_first), None)
        reply = edited_reply(first, new)
        try:
            receipt = await self._hub.store.post(_known(record, reply) or reply)
        except (BadMessage, TooLarge, Conflict):
            return
        if all_asked(record):
            await self._hub.store.post(question(record, first, reply, time.time()))
        else:
            await self._answer(reply, wording.PRESS_FIRST)
        self.stored(chat, reply, receipt, to_bot=False)

    def stored(self, chat: Chat, reply: Reply, receipt: Receipt, to_bot: bool) -> None:
        """What follows a stored reply: the help message, if it needs one, then the bot."""
        self._writer.wake(chat.address)
        safety = help_message(receipt.alert, self._hub.settings, (), time.time())
        if safety is not None:
            self._hub.watch.follow(reply, safety)
        if to_bot:
            self._hub.delivery.hand_over(outgoing(reply))

    async def may_look(self, chat: Chat) -> tuple[str | None, str]:
        """The session that a picture belongs to, or None and what to say instead."""
        if self._hub.settings.telegram_allows == "reminders":
            return None, self.reminders_only()
        if chat.session is None or chat.session.closed is not None:
            return None, wording.PICTURE_LATER
        record = await self._hub.store.conversation(chat.session.session)
        if not all_asked(record):
            return None, wording.PRESS_FIRST
        if not await self._hub.store.consented(chat.session.session, "camera"):
            return None, wording.PICTURE_NOT_USED
        waits = asked(record)
        if waits is not None and waits.bubble.camera_pause:
            return None, wording.PICTURE_PAUSED
        return chat.session.session, ""

    async def unstored(self, incoming: Incoming) -> None:
        """While the store is away: words that need a person's help get the message all the same.

        Only in chats that this process knows as a patient's.
        """
        known = self._writer.remembered(incoming.address)
        if known is None or isinstance(incoming, Reach):
            return
        session, waits = known
        item = None if waits is None else waits.bubble.item
        if isinstance(incoming, Press):
            button = None if waits is None else waits.button(session, incoming.data)
            if button is None:
                return
            payload: str | None = button.payload
            id, text = incoming.press, button.title
        else:
            words = incoming.text if isinstance(incoming, Words) else incoming.caption
            id, text, payload = str(incoming.update), words, None
        reply = Reply(session, id, time.time(), text, item, None, payload is None, payload)
        safety = await asyncio.to_thread(unstored_safety, reply, self._hub.settings)
        if safety is not None and id not in self._warned:
            self._warned.append(id)
            log.error("alert not stored", extra={"session": session})
            self._writer.say(incoming.address, safety)

    def reminders_only(self) -> str:
        """For whoever writes where nothing is asked."""
        return f"{wording.REMINDERS_ONLY}\n\n{wording.no_emergency(self._hub.settings)}"

    async def _after_the_end(self, chat: Chat, words: Words, quiet: bool = False) -> None:
        """Only what needs a person's help is still kept with a session that has ended."""
        if chat.session is None:
            return
        record = await self._hub.store.conversation(chat.session.session)
        reply = _reply(record, chat, words)
        if _known(record, reply) is not None:
            return
        if await asyncio.to_thread(unstored_safety, reply, self._hub.settings) is None:
            if not quiet:
                self._writer.say(chat.address, wording.ENDED)
            return
        receipt = await self._hub.store.post(reply)
        await self._answer(reply, wording.ENDED)
        self.stored(chat, reply, receipt, to_bot=False)

    async def _to_nobody(self, chat: Chat, words: Words) -> None:
        """Where only reminders run, words are kept only when they need a person's help."""
        reply = Reply("", "", time.time(), words.text)
        if await asyncio.to_thread(unstored_safety, reply, self._hub.settings) is None:
            self._writer.say(chat.address, self.reminders_only())
            return
        session = await self._hub.store.open_session(chat.patient, CHANNEL)
        record = await self._hub.store.conversation(session.session)
        reply = _reply(record, chat, words)
        receipt = await self._hub.store.post(_known(record, reply) or reply)
        await self._answer(reply, self.reminders_only())
        self.stored(chat, reply, receipt, to_bot=False)

    async def _answer(self, reply: Reply, text: str) -> None:
        """Answer a reply in the bot's place, so that it never reaches the bot."""
        turn = BotTurn(reply.session, reply.message, time.time(), (Bubble(text),))
        await self._hub.store.post(turn)


def _reply(record: Record, chat: Chat, words: Words) -> Reply:
    """The reply that these words are; its id is made from what Telegram calls the message."""
    session, now = record.session.session, time.time()
    edit = ("edit", str(words.update)) if words.edited else ()
    waits = asked(record) if all_asked(record) and not words.edited else None
    at = now if now - words.at < FRESH_S else words.at
    asked_at = None if waits is None else shown_at(record, waits.turn)
    return Reply(
        session=session,
        message=message_id(session, chat.address, words.place, *edit),
        at=at,
        text=plain(words.text),
        item=None if waits is None or ended(record.session) else waits.bubble.item,
        asked_at=None if asked_at is None else min(asked_at, at),
    )


def shown_at(record: Record, turn: str) -> float | None:
    """When the chat was sent that turn of the bot's."""
    sent = (one.at for one in record.shown if one.entry == f"bot:{turn}")
    return next(sent, None)


def _known(record: Record, reply: Reply) -> Reply | None:
    """The reply as it was stored when Telegram sent it before."""
    return next((one for one in record.replies if one.message == reply.message), None)
