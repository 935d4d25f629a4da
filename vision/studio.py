"""All open cameras: who may open one, one for each session, closed in good order."""

from __future__ import annotations

import asyncio
import logging

from aiohttp import WSCloseCode, web

from contract.client import StoreClient
from contract.errors import Conflict, NoConsent
from vision.camera import Camera, Lens
from vision.outbox import Outbox
from vision.post import Post

log = logging.getLogger(__name__)
LAST_CALL_S = 1.0
"""How long windows that wait may take at the very end."""


class Studio:
    """Opens cameras and keeps their outboxes until these are empty."""

    def __init__(self, store: StoreClient, lens: Lens) -> None:
        self._store, self._lens, self._post = store, lens, Post(store)
        self._cameras: dict[str, Camera] = {}
        self._outboxes: set[Outbox] = set()

    async def admit(self, session: str) -> None:
        """Raise NotFound, Conflict or NoConsent when this session may have no camera."""
        found = await self._store.session(session)
        if found.reason == "completed":
            raise Conflict("This session is complete; it takes no more frames.")
        if not await self._store.consented(session, "camera"):
            raise NoConsent("The patient has not agreed to the camera in this session.")

    async def serve(self, socket: web.WebSocketResponse, session: str) -> None:
        """Run a camera on an open socket; it takes the place of the session's older one."""
        outbox = self.outbox(session)
        camera = Camera(socket, session, self._lens, outbox)
        older, self._cameras[session] = self._cameras.get(session), camera
        log.info("camera on", extra={"session": session})
        try:
            async with asyncio.TaskGroup() as group:
                if older is not None:
                    group.create_task(older.stop("replaced"))
                await camera.run()
        except Exception:
            log.exception("camera failed", extra={"session": session})
            await socket.close(code=WSCloseCode.INTERNAL_ERROR)
        finally:
            if self._cameras.get(session) is camera:
                del self._cameras[session]
            log.info("camera off", extra={"session": session})

    def outbox(self, session: str) -> Outbox:
        """A new outbox for windows of the session; it is kept until it is empty."""
        self._outboxes = {outbox for outbox in self._outboxes if not outbox.idle}
        outbox = Outbox(self._post, session)
        self._outboxes.add(outbox)
        return outbox

    async def dismiss(self) -> None:
        """Close every camera: the service stops."""
        await asyncio.gather(*(camera.stop("restart") for camera in self._cameras.values()))

    async def close(self) -> None:
        """Let the last windows through."""
        await asyncio.gather(*(outbox.close(LAST_CALL_S) for outbox in self._outboxes))
