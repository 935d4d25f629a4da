"""The patient's camera: JPEG frames over its own socket (docs/protocol.md)."""

from __future__ import annotations

import struct

from cli.cannot_replay import CannotReplay
from cli.page_socket import PageSocket

_TIME = struct.Struct(">d")


class Camera:
    """Sends frames with the page's time."""

    def __init__(self, socket: PageSocket) -> None:
        self._socket = socket

    async def send(self, jpeg: bytes, at: float) -> None:
        """Send a frame taken at `at`; CannotReplay when the service stopped the camera."""
        for body in self._socket.waiting():
            if body["kind"] in ("stopped", "closed"):
                reason = body.get("reason", "closed")
                raise CannotReplay(f"The service stopped the camera ({reason}).")
            if body["kind"] == "error":
                raise CannotReplay(f"The service said of a frame: {body['error']['text']}")
        await self._socket.send(_TIME.pack(at) + jpeg)
