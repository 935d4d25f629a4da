"""A patient as channels/ carries them: each reply is stored first, then handed to Rasa."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any

import aiohttp

from channels.outgoing import outgoing
from contract.messages import Bubble, Record, Reply
from contract.wire import from_json
from questionnaires.payload import make_payload
from tests.stack import Stack

ANSWER_S = 60.0


class Patient:
    """One session. Whatever is sent gives the bot's bubbles; none means that Rasa failed."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._store = stack.store()
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_S))
        self._sent = 0
        self.session = ""
        self.shown: Bubble | None = None
        """The item on show."""
        self.last: tuple[str, str, str | None] = ("", "", None)
        """The last thing sent: body, message, item."""

    async def __aenter__(self) -> Patient:
        invite = await self._store.invite()
        self.session = (await self._store.open_session(invite.patient, "web")).session
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._store.close()
        await self._http.close()

    async def come_again(self) -> None:
        """Open the next session, once this one is closed."""
        await self.come_by("web")

    async def come_by(self, channel: str) -> None:
        """Open the patient's session on that channel."""
        known = (await self._store.session(self.session)).patient
        self.session = (await self._store.open_session(known, channel)).session
        self.shown = None

    async def greet(self) -> list[Bubble]:
        """What channels sends when the page opens."""
        return await self.to_rasa("/greet", "start", None)

    async def start(self, questionnaire: str) -> list[Bubble]:
        """Press a questionnaire's button."""
        return await self.press(make_payload("start_questionnaire", questionnaire=questionnaire))

    async def press(self, payload: str, message: str | None = None) -> list[Bubble]:
        """Press a button; the same `message` again is a repeat."""
        name = message or self._name()
        await self._keep(
            Reply(
                self.session, name, time.time(), payload, self._item(), typed=False, payload=payload
            )
        )
        return await self.to_rasa(payload, name, self._item())

    async def choose(
        self, value: int, item: str | None = None, message: str | None = None
    ) -> list[Bubble]:
        """Press an option of an item, by default of the one on show."""
        chosen = make_payload("answer", item=item or self._item() or "", option=str(value))
        return await self.press(chosen, message)

    async def command(self, name: str) -> list[Bubble]:
        """Press the command of that title at the item on show."""
        assert self.shown is not None
        (payload,) = (c.payload for c in self.shown.commands if c.title == name)
        return await self.press(payload)

    async def type(self, words: str) -> list[Bubble]:
        """Type words; Rasa gets them only when no item is on show."""
        name, item = self._name(), self._item()
        reply = Reply(self.session, name, time.time(), words, item)
        await self._keep(reply)
        return await self.to_rasa(outgoing(reply).text, name, item)

    async def begin(self, questionnaire: str) -> None:
        """Start it and answer the first free-text question."""
        await self.start(questionnaire)
        await self.type("quite well, thank you")

    async def again(self) -> list[Bubble]:
        """Send the last thing again, with the same message."""
        return await self.to_rasa(*self.last)

    async def to_rasa(self, body: str, message: str, item: str | None) -> list[Bubble]:
        """Hand it to Rasa alone; nothing when it does not answer."""
        self.last = (body, message, item)
        metadata = {"message": message, "item": item}
        sent = {"sender": self.session, "message": body, "metadata": metadata}
        try:
            async with self._http.post(
                f"{self._stack.rasa_url}/webhooks/rest/webhook", json=sent
            ) as answer:
                said: list[dict[str, Any]] = await answer.json()
        except aiohttp.ClientError:
            return []
        bubbles = [from_json(one["custom"], Bubble) for one in said]
        asked = [bubble for bubble in bubbles if bubble.item]
        self.shown = asked[-1] if asked else None if bubbles else self.shown
        return bubbles

    async def record(self) -> Record:
        """What the store holds of the session."""
        return await self._store.record(self.session)

    async def answers(self) -> list[tuple[str, int | None]]:
        """Every answer ever given, in order."""
        return [(answer.item, answer.value) for answer in (await self.record()).answers]

    def _item(self) -> str | None:
        return self.shown.item if self.shown else None

    def _name(self) -> str:
        self._sent += 1
        return f"m{self._sent}"

    async def _keep(self, reply: Reply) -> None:
        await self._store.post(reply)
