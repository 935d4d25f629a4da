"""The service as the replayed page meets it: both sockets, answering from a script."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from questionnaires.plan import plan

Body = dict[str, Any]


@dataclass
class ScriptedService:
    """Asks gad7 item after item; remembers what it was sent."""

    clarify: str | None = None
    """Item that is asked again whatever is answered."""
    refuse_once: str | None = None
    """Error code with which the first reply is refused."""
    pause: tuple[str, ...] = ()
    """Items during which the camera must be paused."""
    items: list[str] = field(default_factory=lambda: [item.id for item in plan("gad7", {})])
    replies: list[Body] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    pongs: list[Body] = field(default_factory=list)
    agreed: list[bool] = field(default_factory=list)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/p/{token}/chat", self.chat)
        app.router.add_get("/v1/sessions/{session}/frames", self.camera)
        return app

    async def camera(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"kind": "ping", "sent": 1.0})
        async for message in socket:
            if message.type is WSMsgType.BINARY:
                self.frames.append(struct.unpack_from(">d", message.data)[0])
                assert message.data[8:].startswith(b"\xff\xd8")
            else:
                self.pongs.append(message.json())
        return socket

    async def chat(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"kind": "ping", "sent": 2.0})
        consents = 0
        async for message in socket:
            body = message.json()
            if body["kind"] == "open":
                await socket.send_json({"kind": "hello", "session": "s1", "consent_version": "1"})
            elif body["kind"] == "pong":
                self.pongs.append(body)
            elif body["kind"] == "consent":
                consents += 1
                self.agreed.append(body["given"])
                await socket.send_json({"kind": "consented", **body})
                if consents == 2:
                    await socket.send_json(_bot("start", _greeting()))
            else:
                await self._reply(socket, body)
        return socket

    async def _reply(self, socket: web.WebSocketResponse, body: Body) -> None:
        message = body["message"]
        if self.refuse_once:
            error = {"code": self.refuse_once, "text": "Not now."}
            self.refuse_once = None
            await socket.send_json({"kind": "error", "error": error, "message": message})
            return
        self.replies.append(body)
        await socket.send_json({"kind": "stored", "message": message, "safety": None})
        await socket.send_json({"kind": "waiting", "message": message})
        await socket.send_json(_bot(message, self._next(body.get("item"))))

    def _next(self, answered: str | None) -> Body:
        if answered is not None and answered == self.clarify:
            return _bubble(answered)
        place = self.items.index(answered) + 1 if answered else 0
        if place == len(self.items):
            return _bubble(None, ends=True)
        return _bubble(self.items[place], camera_pause=self.items[place] in self.pause)


def _greeting() -> Body:
    payload = '/start_questionnaire{"questionnaire":"gad7"}'
    return _bubble(None, buttons=[{"title": "GAD-7", "payload": payload}])


def _bubble(item: str | None, **fields: Any) -> Body:
    return {"text": "...", "item": item, **fields}


def _bot(message: str, bubble: Body) -> Body:
    return {"kind": "bot", "message": message, "bubbles": [bubble]}
