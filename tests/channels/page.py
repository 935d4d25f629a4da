"""The patient's page without a browser: speaks the chat socket as docs/protocol.md says."""

from __future__ import annotations

import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

from contract.settings import Settings

_ids = itertools.count(1)


class Page:
    """One open page; it answers pings by itself."""

    def __init__(self, socket: ClientWebSocketResponse, behind_s: float = 0.0) -> None:
        self.socket = socket
        self.behind_s = behind_s
        """Seconds by which this page's clock is behind the server's."""
        self.hello: dict[str, Any] = {}

    @classmethod
    @asynccontextmanager
    async def at(
        cls, http: ClientSession, settings: Settings, token: str, **how: float
    ) -> AsyncIterator[Page]:
        """The page of a link, connected."""
        url = f"{settings.store_url}/p/{token}/chat"
        async with http.ws_connect(url) as socket:
            yield cls(socket, **how)

    async def open(self, session: str | None = None) -> dict[str, Any]:
        """The session's `hello`."""
        await self.send(kind="open", session=session)
        self.hello = await self.get("hello")
        return self.hello

    async def begin(self, text: bool = True, camera: bool = True) -> dict[str, Any]:
        """Open, answer both consents, and get the greeting."""
        await self.open()
        for scope, given in (("text", text), ("camera", camera)):
            await self.send(kind="consent", scope=scope, given=given, version="2")
        return await self.get("bot")

    async def send(self, **body: Any) -> None:
        """Send a message."""
        await self.socket.send_json(body)

    async def reply(self, text: str, **more: Any) -> str:
        """Send a reply; its message id."""
        message = f"m{next(_ids)}"
        body = {"kind": "reply", "message": message, "at": self.now(), "text": text} | more
        await self.send(**body)
        return str(body["message"])

    async def get(self, *kinds: str) -> dict[str, Any]:
        """The next message of one of the kinds; errors are never passed over."""
        while True:
            body: dict[str, Any] = await self.socket.receive_json(timeout=20)
            if body["kind"] == "ping":
                await self.send(kind="pong", sent=body["sent"], page=self.now())
            elif body["kind"] in kinds:
                return body
            elif body["kind"] == "error":
                raise AssertionError(body["error"])

    async def error(self) -> str:
        """The code of the error that comes next."""
        return str((await self.get("error"))["error"]["code"])

    def now(self) -> float:
        """This page's clock."""
        return time.time() - self.behind_s
