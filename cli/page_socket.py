"""One WebSocket as the patient's page speaks it: answers pings at once, keeps the rest in order."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp

from cli.cannot_replay import CannotReplay

PATIENCE_S = 120.0
"""How long an awaited message may take; a cold bot on a busy machine takes its time."""

Body = dict[str, Any]


class PageSocket:
    """Sends messages, and hands out those that come."""

    def __init__(self, name: str, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._name, self._socket = name, socket
        self._inbox: asyncio.Queue[Body] = asyncio.Queue()

    async def send(self, body: Body | bytes) -> None:
        """Send a JSON object or bytes; CannotReplay when the socket has been closed."""
        try:
            if isinstance(body, bytes):
                await self._socket.send_bytes(body)
            else:
                await self._socket.send_json(body)
        except ConnectionError:
            raise self._closed() from None

    async def receive(self) -> Body:
        """The next message; CannotReplay when none comes or the socket has been closed."""
        try:
            body = await asyncio.wait_for(self._inbox.get(), PATIENCE_S)
        except TimeoutError:
            raise CannotReplay(
                f"The {self._name} socket said nothing for {PATIENCE_S:.0f} s; see the logs."
            ) from None
        if body["kind"] == "closed":
            raise self._closed()
        return body

    def waiting(self) -> list[Body]:
        """What has come and was not received yet."""
        bodies: list[Body] = []
        while not self._inbox.empty():
            bodies.append(self._inbox.get_nowait())
        return bodies

    async def read(self) -> None:
        """Answer pings and keep the rest, until the socket closes."""
        async for message in self._socket:
            body = message.json()
            if body["kind"] == "ping":
                with suppress(ConnectionError):  # closing: the loop ends by itself
                    pong = {"kind": "pong", "sent": body["sent"], "page": time.time()}
                    await self._socket.send_json(pong)
            else:
                self._inbox.put_nowait(body)
        self._inbox.put_nowait({"kind": "closed"})

    def _closed(self) -> CannotReplay:
        return CannotReplay(f"The service closed the {self._name} socket; see the logs.")


@asynccontextmanager
async def connected(http: aiohttp.ClientSession, name: str, url: str) -> AsyncIterator[PageSocket]:
    """An open socket, closed in good order at the end; CannotReplay when it is refused."""
    try:
        raw = await http.ws_connect(url, max_msg_size=0)
    except aiohttp.ClientError as error:
        status = getattr(error, "status", type(error).__name__)
        raise CannotReplay(f"The service refused the {name} socket ({status}).") from None
    socket = PageSocket(name, raw)
    reader = asyncio.create_task(socket.read())
    try:
        yield socket
    finally:
        await raw.close()
        await reader
