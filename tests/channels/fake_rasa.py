"""A scripted stand-in for the Rasa process, for what a real one does only when it is broken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from contract.messages import Bubble, Button
from contract.wire import to_json

ITEM = "phq9_1"
ASKS = Bubble(
    "Little interest or pleasure in doing things",
    item=ITEM,
    input="choice",
    buttons=(
        Button("Not at all", '/answer{"item":"phq9_1","option":"0"}'),
        Button("Several days", '/answer{"item":"phq9_1","option":"1"}'),
    ),
    commands=(Button("Stop", '/stop{"item":"phq9_1"}'),),
    progress="1 of 9",
)


def asks(_: dict[str, Any]) -> Any:
    """Rasa's answer to anything: one item."""
    return [{"recipient_id": "x", "custom": to_json(ASKS)}]


def empty(_: dict[str, Any]) -> Any:
    """What Rasa answers while its action server is down."""
    return []


@dataclass
class FakeRasa:
    """Answers by the scripted answers first, then by `then`; keeps what it was sent."""

    script: list[Callable[[dict[str, Any]], Any]] = field(default_factory=list)
    then: Callable[[dict[str, Any]], Any] = asks
    heard: list[dict[str, Any]] = field(default_factory=list)
    at_once: int = 0
    """The most messages of one sender that were with it at the same time."""
    _inside: dict[str, int] = field(default_factory=dict)

    def app(self) -> web.Application:
        """Its REST channel."""
        app = web.Application()
        app.router.add_post("/webhooks/rest/webhook", self._webhook)
        return app

    def messages(self) -> list[str]:
        """The ids of what it was sent, in order."""
        return [body["metadata"]["message"] for body in self.heard]

    async def _webhook(self, request: web.Request) -> web.Response:
        body = await request.json()
        sender = body["sender"]
        self.heard.append(body)
        self._inside[sender] = self._inside.get(sender, 0) + 1
        self.at_once = max(self.at_once, self._inside[sender])
        answer = self.script.pop(0) if self.script else self.then
        await asyncio.sleep(0)
        said = answer(body)
        self._inside[sender] -= 1
        return web.json_response(said) if said is not None else web.Response(status=500)
