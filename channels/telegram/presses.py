"""Pressed keys: answers, commands and choices; keys of earlier questions only close themselves."""

from __future__ import annotations

import logging
import time

from channels.anew import Chosen, speak
from channels.languages import offered_languages
from channels.socket import Chat as Hub
from channels.telegram import wording
from channels.telegram.api import Api, Key
from channels.telegram.corrections import CHANGE, KEEP, changed, kept
from channels.telegram.entries import Asked, all_asked, allowed, asked, message_id, session_key
from channels.telegram.incoming import Press
from channels.telegram.talk import Talk, shown_at
from channels.telegram.writer import Writer
from channels.transcript import consents, ended
from contract.errors import BadMessage, Conflict
from contract.messages import Button, Chat, Consent, Record, Reply, Scope, Session
from questionnaires.payload import Payload, parse_payload
from texts.consent import telegram_version
from texts.language import texts_of
from texts.speaking import spoken

log = logging.getLogger(__name__)

_SCOPES: dict[str, Scope] = {"text": "text", "camera": "camera"}


class Presses:
    """What patients press."""

    def __init__(self, hub: Hub, api: Api, writer: Writer, talk: Talk) -> None:
        self._hub, self._api, self._writer, self._talk = hub, api, writer, talk

    async def take(self, chat: Chat, press: Press) -> None:
        """Do what the key is for, once; a key of an earlier question does nothing."""
        kind, _, rest = press.data.partition(":")
        if kind == "l":
            await self._speak(chat, press, rest)
            return
        if chat.session is None or kind not in ("a", "o", "w"):
            self.close(press)
            return
        record = await self._hub.store.conversation(chat.session.session)
        if kind == "a":
            await self._button(chat, press, record)
        else:
            await self._choose(chat, press, record, kind == "o", rest.split(":"))

    def close(self, press: Press) -> None:
        """Say that the question is over, and take the message's keys away."""
        self._courtesies(press, None, wording.CLOSED)

    async def choices(self, chat: Chat) -> tuple[str, tuple[Key, ...]]:
        """What was chosen in the latest session, with keys to choose otherwise."""
        if chat.session is None:
            return wording.ENDED, ()
        record = await self._hub.store.conversation(chat.session.session)
        where = session_key(chat.session.session)
        lines, keys = [wording.CHOICES], []
        given = consents(record.consents)
        for scope, off in (("text", wording.TEXT_NOT_USED), ("camera", wording.CAMERA_NOT_USED)):
            now = given[scope]
            if now is None:
                continue
            lines.append(wording.done(scope, True) if now else off)
            title = wording.choice(scope, not now)
            if scope == "camera" and now:
                title = wording.DELETE_AND_NO
            keys.append(Key(title, f"w:{scope}:{'n' if now else 'y'}:{where}"))
        return "\n".join(lines if keys else [wording.PRESS_FIRST]), tuple(keys)

    async def _button(self, chat: Chat, press: Press, record: Record) -> None:
        session, waits = record.session, asked(record)
        shown = (
            None if waits is None else Asked(waits.turn, allowed(waits.bubble, self._hub.settings))
        )
        button = None if shown is None else shown.button(session.session, press.data)
        over = waits is None or (session.closed is not None and not waits.bubble.ends)
        if waits is None or button is None or over or not all_asked(record):
            self.close(press)
            return
        reply = _reply(record, waits, button)
        payload = _payload(button)
        if any(one.message == reply.message for one in record.replies):
            self._courtesies(press, None)  # a second tap, or the press sent again
            return
        if payload.intent in (CHANGE, KEEP):
            await self._correct(chat, press, record, reply, payload)
            return
        await self._store(chat, press, reply, button.title)

    async def _store(self, chat: Chat, press: Press, reply: Reply, title: str) -> None:
        try:
            receipt = await self._hub.store.post(reply)
        except Conflict:  # another key of the same message was first
            self.close(press)
            return
        self._talk.stored(chat, reply, receipt, to_bot=True)
        self._courtesies(press, title)

    async def _correct(
        self, chat: Chat, press: Press, record: Record, reply: Reply, payload: Payload
    ) -> None:
        """An edited message: the first answer stays, or its new words are the answer."""
        if payload.intent == KEEP:
            receipt = await self._hub.store.post(reply)
            await self._hub.store.post(kept(record, reply, time.time()))
            self._talk.stored(chat, reply, receipt, to_bot=False)
            self._courtesies(press, reply.text)
            return
        replies = changed(record, reply, payload)
        for one in replies:
            await self._store(chat, press, one, reply.text)
        if not replies:
            self.close(press)

    async def _choose(
        self, chat: Chat, press: Press, record: Record, opening: bool, parts: list[str]
    ) -> None:
        """Yes or no to a scope: at the beginning (once), or later from /choices."""
        session = record.session
        if len(parts) != 3 or parts[0] not in _SCOPES or parts[2] != session_key(session.session):
            self.close(press)
            return
        scope, given = _SCOPES[parts[0]], parts[1] == "y"
        now = consents(record.consents)[scope]
        if opening and (ended(session) or now not in (None, given)):
            self.close(press)
            return
        if now != given:
            await self._consent(chat, session, scope, given)
        if opening and scope == "camera" and consents(record.consents)["text"] is None:
            # Where nothing is written there are no words to ask about.
            await self._consent(chat, session, "text", False)
        self._writer.wake(chat.address)
        self._courtesies(press, wording.choice(scope, given))
        if not opening:
            self._writer.say(chat.address, wording.done(scope, given))

    async def _consent(self, chat: Chat, session: Session, scope: Scope, given: bool) -> None:
        version, now = telegram_version(spoken()), time.time()
        consent = Consent(session.session, chat.patient, scope, version, given, now)
        await self._hub.store.post(consent)
        told = {"kind": "consented", "scope": scope, "given": given}
        await self._hub.rooms.say(session.session, told)

    async def _speak(self, chat: Chat, press: Press, language: str) -> None:
        """Speak that language from now on, and say in it what is on show."""
        if language not in offered_languages(self._hub.settings):
            self.close(press)
            return
        if chat.session is None:
            await self._hub.store.choose_language(chat.patient, language)
        else:
            session = chat.session.session
            id = message_id(session, "language", press.press)
            chosen = Chosen(chat.patient, session, id, language)
            await speak(self._hub.store, self._hub.delivery, self._hub.rooms, chosen)
        self._writer.wake(chat.address)
        self._courtesies(press, texts_of(language).name)

    def _courtesies(self, press: Press, chosen: str | None, said: str | None = None) -> None:
        """End the waiting sign; take the keys away, with what was chosen in their place."""

        async def answer() -> None:
            await self._api.answer(press.press, said)

        self._writer.courtesy(press.address, answer)
        place, text = press.place, press.text
        if place is None:
            return

        async def strip() -> None:
            if chosen is None or text is None:
                await self._api.strip(press.address, place)
            else:
                line = wording.CHOSEN.format(title=chosen)
                await self._api.rewrite(press.address, place, f"{text}\n\n{line}")

        self._writer.pressed(press.address, place)
        self._writer.courtesy(press.address, strip)


def _reply(record: Record, waits: Asked, button: Button) -> Reply:
    """One reply for each keyboard: a second tap, on whichever key, is no second answer."""
    now = time.time()
    shown = shown_at(record, waits.turn)
    return Reply(
        session=record.session.session,
        message=message_id(record.session.session, "press", waits.turn),
        at=now,
        text=button.title,
        item=waits.bubble.item,
        asked_at=None if shown is None else min(shown, now),
        typed=False,
        payload=button.payload,
    )


def _payload(button: Button) -> Payload:
    try:
        return parse_payload(button.payload)
    except BadMessage:
        return Payload("")
