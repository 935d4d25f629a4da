"""A patient's camera without a browser: the camera socket's other end."""

from __future__ import annotations

import asyncio
import struct
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from contract.client import StoreClient
from contract.messages import Consent


async def until(done: Callable[[], Awaitable[bool]]) -> None:
    """Wait for it, as long as it takes."""
    while True:
        if await done():
            return
        await asyncio.sleep(0.05)


def message(jpeg: bytes, page: float | None = None) -> bytes:
    """A frame's message, taken now by default."""
    return struct.pack(">d", time.time() if page is None else page) + jpeg


async def session(store: StoreClient, camera: bool | None = True) -> Consent:
    """A new session in the store; its answer to the camera, unless it was not asked."""
    invite = await store.invite()
    opened = await store.open_session(invite.patient, "web")
    consent = Consent(opened.session, invite.patient, "camera", "1", camera is True, at=time.time())
    if camera is not None:
        await store.post(consent)
    return consent


class Page:
    """Sends frames, answers pings on its own clock, keeps the rest of what it is told."""

    def __init__(self, socket: ClientWebSocketResponse, ahead_s: float = 0.0) -> None:
        self.socket, self._ahead_s = socket, ahead_s

    @classmethod
    async def open(cls, http: ClientSession, url: str, session: str, ahead_s: float = 0.0) -> Page:
        """Connect; the page's clock is `ahead_s` ahead of the server's."""
        address = f"{url}/v1/sessions/{session}/frames"
        page = cls(await http.ws_connect(address, max_msg_size=0), ahead_s)
        await page._pong(await page.socket.receive_json())
        return page

    async def send(self, jpeg: bytes) -> None:
        """One frame, taken now."""
        await self.socket.send_bytes(message(jpeg, time.time() + self._ahead_s))

    async def told(self, kind: str) -> dict[str, Any]:
        """The next message of this kind; fails when the socket closes before."""
        while True:
            said = await self.socket.receive(timeout=60)
            assert said.type is WSMsgType.TEXT, f"{said.type!r} while waiting for {kind}"
            body: dict[str, Any] = said.json()
            if body["kind"] == kind:
                return body
            await self._pong(body)

    async def closed(self) -> int | None:
        """Read on until the socket is closed; the code it was closed with."""
        while (await self.socket.receive(timeout=60)).type is WSMsgType.TEXT:
            pass
        return self.socket.close_code

    async def _pong(self, body: dict[str, Any]) -> None:
        if body["kind"] == "ping":
            page = time.time() + self._ahead_s
            await self.socket.send_json({"kind": "pong", "sent": body["sent"], "page": page})
