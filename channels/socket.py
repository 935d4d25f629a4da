"""The chat socket: one `Tab` for each page that a patient has open (docs/protocol.md)."""

from __future__ import annotations

import asyncio
import itertools
import logging
import secrets
import time
from dataclasses import dataclass
from typing import Any

from aiohttp import WSMsgType, web

from channels.anew import Chosen, speak
from channels.by_name import by_name
from channels.clocked import clocked
from channels.delivery import Delivery
from channels.ended import farewell, link_ended
from channels.inbound import (
    ID,
    Answering,
    Choice,
    Inbound,
    Open,
    Pong,
    Said,
    Spoken,
    named,
    parse,
    read,
)
from channels.languages import offered_languages
from channels.outgoing import START, greeting, outgoing
from channels.rooms import Rooms
from channels.token_bucket import TokenBucket
from channels.transcript import bot, consents, hello, offered, patient
from channels.unstored import unstored_safety
from channels.watch import Watch
from contract.client import StoreClient
from contract.clock import PageClock
from contract.errors import BadMessage, NotAllowed, NotFound, Unavailable, VultusError
from contract.messages import BotTurn, Consent, Invite, Receipt, Record, Reply, Respondent, Who
from contract.settings import Settings
from safety.help import help_message
from texts.speaking import speaking

log = logging.getLogger(__name__)
PING_EVERY_S = 10.0
LINK_EVERY = 3
"""Pings after which an idle page's link is looked at; one that speaks is looked at each time."""


@dataclass(frozen=True)
class Chat:
    """What all tabs share."""

    settings: Settings
    store: StoreClient
    rooms: Rooms
    delivery: Delivery
    watch: Watch


class Tab:
    """One open page: reads its messages in order and answers them."""

    def __init__(self, socket: web.WebSocketResponse, chat: Chat, invite: Invite) -> None:
        self._socket, self._chat, self._who = socket, chat, invite.patient
        self._token = invite.token
        self._clock, self._bucket = PageClock(), TokenBucket()
        self._session: str | None = None
        self._consents: dict[str, bool | None] = {}
        self._answers: Who | None = None
        """Who answers, as far as it was said."""
        self._language: str | None = None
        """What the patient chose to be spoken to in; None: the installation's."""
        self._offered: set[str] = set()
        self._held: list[dict[str, Any]] | None = None
        """What was said in the session while its record was being read for `hello`."""

    async def run(self) -> None:
        """Serve the page until it goes."""
        pings = asyncio.create_task(self._ping())
        try:
            async for frame in self._socket:
                if frame.type is WSMsgType.TEXT:
                    await self._take(frame.data)
                elif frame.type is WSMsgType.BINARY:
                    await self._refuse(BadMessage("This socket takes text frames only."), None)
        finally:
            pings.cancel()
            self._leave()

    async def send(self, body: dict[str, Any]) -> None:
        """Send it to the page; one that has gone is told by `hello` when it comes back."""
        if body["kind"] == "bot":
            self._offered |= {
                button["payload"]
                for bubble in body["bubbles"]
                for button in (*bubble["buttons"], *bubble["commands"])
            }
        elif body["kind"] == "consented":
            self._consents[body["scope"]] = body["given"]
        elif body["kind"] == "answering":
            self._answers = body["who"]
        elif body["kind"] == "language":
            self._language = body["language"]
        if self._held is not None:
            self._held.append(body)
            return
        try:
            await self._socket.send_json(body)
        except ConnectionError:
            log.info("page gone", extra={"session": self._session})

    async def _ping(self) -> None:
        for count in itertools.count(1):
            await self.send({"kind": "ping", "sent": time.time()})
            await asyncio.sleep(PING_EVERY_S)
            if count % LINK_EVERY == 0 and await link_ended(self._chat.store, self._token):
                await self._end(None)
                return

    async def _take(self, data: str) -> None:
        message = None
        try:
            self._bucket.take(time.monotonic())
            body = read(data)
            message = named(body)
            with speaking(self._language):
                await self._do(parse(body))
        except VultusError as error:
            await self._refuse(error, message)
        except Exception:
            log.exception("chat message failed", extra={"session": self._session})
            await self._refuse(VultusError("Something went wrong here; please try again."), message)

    async def _refuse(self, error: VultusError, message: str | None) -> None:
        log.info("chat message refused", extra={"session": self._session, "code": error.code})
        await self.send({"kind": "error", **error.body(), "message": message})

    async def _do(self, message: Inbound) -> None:
        if isinstance(message, Pong):
            self._clock.observe(message.sent, message.page, time.time())
        elif await link_ended(self._chat.store, self._token):
            await self._end(message if isinstance(message, Said) else None)
        elif isinstance(message, Open):
            await self._open(message.session)
        elif self._session is None:
            raise NotAllowed("Send open first.")
        elif isinstance(message, Choice):
            await self._consent(message, self._session)
        elif isinstance(message, Answering):
            await self._answering(message, self._session)
        elif isinstance(message, Spoken):
            await self._speak(message.language, self._session)
        else:
            await self._reply(message, self._session)

    async def _end(self, said: Said | None) -> None:
        """The link was revoked: say so, and close."""
        log.info("link ended", extra={"session": self._session})
        now, at = time.time(), self._session or ""
        reply = None if said is None else clocked(said, at, self._clock, now)
        await self.send(await farewell(reply, self._chat.settings))
        await self._socket.close()

    async def _open(self, wanted: str | None) -> None:
        session = await self._find(wanted)
        self._leave()
        held: list[dict[str, Any]] = []
        self._session, self._held = session, held
        self._chat.rooms.join(session, self, self._who)
        try:
            record = await self._chat.store.conversation(session)
        except VultusError:
            self._leave()
            raise
        finally:
            self._held = None
        self._consents, self._answers = consents(record.consents), record.who
        self._offered = {payload for turn in record.bot_turns for payload in offered(turn)}
        self._language = record.session.language
        with speaking(self._language):
            await self.send(hello(record, self._chat.settings))
        for body in held:
            await self.send(body)
        self._greet(record)

    async def _find(self, wanted: str | None) -> str:
        """The id of the session to show; NotFound when it is not this patient's."""
        if wanted is None:
            return (await self._chat.store.open_session(self._who, "web")).session
        if not ID.fullmatch(wanted):
            raise NotFound("There is no such session.")
        session = await self._chat.store.session(wanted)
        if session.patient != self._who:
            raise NotFound("There is no such session.")
        return session.session

    def _leave(self) -> None:
        if self._session is not None:
            self._chat.rooms.leave(self._session, self)
            self._session = None

    def _greet(self, record: Record) -> None:
        """The chat begins when nothing is left to ask before it and the bot has not spoken yet."""
        if self._all_asked() and START not in {turn.message for turn in record.bot_turns}:
            self._chat.delivery.hand_over(greeting(record.session.session))

    def _all_asked(self) -> bool:
        """Both scopes have an answer; a proxy is asked for neither."""
        return self._answers == "proxy" or None not in self._consents.values()

    async def _answering(self, said: Answering, session: str) -> None:
        await self._chat.store.post(Respondent(session, said.who, time.time()))
        await self._chat.rooms.say(session, {"kind": "answering", "who": said.who})
        self._greet(await self._chat.store.conversation(session))

    async def _speak(self, language: str, session: str) -> None:
        if language not in offered_languages(self._chat.settings):
            raise NotAllowed("language must be one that the page offers.")
        id = f"language-{secrets.token_hex(8)}"
        chosen = Chosen(self._who, session, id, language)
        await speak(self._chat.store, self._chat.delivery, self._chat.rooms, chosen)

    async def _consent(self, choice: Choice, session: str) -> None:
        if choice.given and self._answers == "proxy":
            raise NotAllowed("Somebody answers for the patient: no camera and no text analysis.")
        now = time.time()
        consent = Consent(session, self._who, choice.scope, choice.version, choice.given, now)
        await self._chat.store.post(consent)
        told = {"kind": "consented", "scope": choice.scope, "given": choice.given}
        await self._chat.rooms.say(session, told)
        self._greet(await self._chat.store.conversation(session))

    async def _reply(self, said: Said, session: str) -> None:
        if not self._all_asked():
            raise NotAllowed("Answer both consent questions first.")
        said = by_name(said, self._offered)
        if said.payload is not None and said.payload not in self._offered:
            raise NotAllowed("reply.payload is none of the buttons that the bot offered here.")
        reply = clocked(said, session, self._clock, time.time())
        receipt = await self._store(reply)
        safety = help_message(receipt.alert, self._chat.settings, (), time.time())
        turn = None if receipt.created else await self._turn(reply)
        await self.send({"kind": "stored", "message": reply.message, "safety": safety})
        if turn is not None:
            await self.send(bot(turn))
            return
        self._chat.delivery.hand_over(outgoing(reply))
        if safety is not None:
            self._chat.watch.follow(reply, safety)
        if receipt.created:
            entry = {"kind": "said", **patient(reply, safety)}
            await self._chat.rooms.say(session, entry, but=self)

    async def _store(self, reply: Reply) -> Receipt:
        """Store it. Even while that fails, words that need a person's help get the message."""
        try:
            return await self._chat.store.post(reply)
        except Unavailable:
            safety = await asyncio.to_thread(unstored_safety, reply, self._chat.settings)
            if safety is not None:
                log.error("alert not stored", extra={"session": reply.session})
                told = {"kind": "safety", "message": reply.message, "safety": safety}
                await self.send(told)
            raise

    async def _turn(self, reply: Reply) -> BotTurn | None:
        """What the bot said to a repeated reply, if it has answered it."""
        record = await self._chat.store.conversation(reply.session)
        return next((turn for turn in record.bot_turns if turn.message == reply.message), None)
