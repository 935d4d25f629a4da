"""The patient's side of the chat: consent, choosing a questionnaire, replies (docs/protocol.md)."""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Any

from cli.cannot_replay import CannotReplay
from cli.page_socket import Body, PageSocket
from cli.script import Turn
from contract.messages import Bubble, Button
from contract.wire import from_json
from questionnaires.payload import parse_payload

AGAIN_S = 1.0
_PASSING = ("unavailable", "too_many")
"""Errors after which the same reply is sent again."""


class Chat:
    """One session's chat, as the page leads it."""

    def __init__(self, socket: PageSocket) -> None:
        self._socket = socket

    async def open(self, *, agree: bool = True) -> tuple[str, tuple[Bubble, ...]]:
        """Open a session, agree (or not) to text and camera; its id and the greeting."""
        await self._socket.send({"kind": "open"})
        hello = await self._expect("hello", None)
        for scope in ("text", "camera"):
            version = hello["consent_version"]
            await self._socket.send(
                {"kind": "consent", "scope": scope, "given": agree, "version": version}
            )
        turn = await self._expect("bot", "start")
        return str(hello["session"]), _bubbles(turn)

    async def choose(self, questionnaire: str, greeting: tuple[Bubble, ...]) -> Bubble:
        """Press the questionnaire's button in the greeting; the first item's bubble."""
        button = _start_button(questionnaire, greeting)
        said = {"text": button.title, "payload": button.payload, "at": time.time()}
        return _on_show(await self._say(said))

    async def answer(self, turn: Turn, asked_at: float, at: float) -> Bubble:
        """Give the answer; the bubble on show after it.

        Raises CannotReplay when the bot asks the same item again: it did not understand.
        """
        said = {"text": turn.text, "payload": turn.payload, "item": turn.item}
        bubble = _on_show(await self._say({**said, "asked_at": asked_at, "at": at}))
        if bubble.item == turn.item:
            raise CannotReplay(f"The bot did not take {turn} as an answer to {turn.item}.")
        return bubble

    async def _say(self, said: Body) -> tuple[Bubble, ...]:
        message = uuid.uuid4().hex
        reply = {"kind": "reply", "message": message, **said}
        await self._socket.send(reply)
        return _bubbles(await self._expect("bot", message, reply))

    async def _expect(self, kind: str, message: str | None, again: Body | None = None) -> Body:
        """The next message of that kind and id; what was refused for now is sent again."""
        while True:
            body = await self._socket.receive()
            if body["kind"] == "error":
                if again is None or body["error"]["code"] not in _PASSING:
                    raise CannotReplay(f"The service said: {body['error']['text']}")
                await asyncio.sleep(AGAIN_S)
                await self._socket.send(again)
            elif body["kind"] == kind and message in (None, body.get("message")):
                return body


def _bubbles(turn: dict[str, Any]) -> tuple[Bubble, ...]:
    return tuple(from_json(bubble, Bubble) for bubble in turn["bubbles"])


def _on_show(bubbles: tuple[Bubble, ...]) -> Bubble:
    """The bubble that waits for an answer or ends the session; the last one else."""
    return next((one for one in reversed(bubbles) if one.item or one.ends), bubbles[-1])


def _start_button(questionnaire: str, greeting: tuple[Bubble, ...]) -> Button:
    for button in (button for bubble in greeting for button in bubble.buttons):
        payload = parse_payload(button.payload)
        if payload.entities.get("questionnaire") == questionnaire:
            return button
    raise CannotReplay(f"The bot does not offer {questionnaire} in its greeting.")
