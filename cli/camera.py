"""The patient's camera: JPEG frames over its own socket (docs/protocol.md)."""

from __future__ import annotations

import struct

from cli.cannot_replay import CannotReplay
from cli.page_socket import Body, PageSocket

_TIME = struct.Struct(">d")


class Camera:
    """Sends frames with the page's time."""

    def __init__(self, socket: PageSocket) -> None:
        self._socket = socket
        self.windows: list[Body] = []
        """What the page was told of each second so far."""

    async def send(self, jpeg: bytes, at: float) -> None:
        """Send a frame taken at `at`; CannotReplay when the service stopped the camera."""
        self.listen()
        await self._socket.send(_TIME.pack(at) + jpeg)

    def listen(self) -> None:
        """Take in what the service has said; CannotReplay as above."""
        for body in self._socket.waiting():
            if body["kind"] == "window":
                self.windows.append(body)
            if body["kind"] in ("stopped", "closed"):
                reason = body.get("reason", "closed")
                raise CannotReplay(f"The service stopped the camera ({reason}).")
            if body["kind"] == "error":
                raise CannotReplay(f"The service said of a frame: {body['error']['text']}")
