"""One camera socket: frames in, coaching out, windows to the store (docs/protocol.md)."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from dataclasses import dataclass

from aiohttp import WSCloseCode, WSMsgType, web

from contract.clock import PageClock
from contract.errors import VultusError
from contract.messages import FaceWindow
from models.card import Card
from vision.frame import Frame, read_frame
from vision.inbound import read_pong
from vision.newest import Newest
from vision.outbox import Outbox
from vision.pool import Pool
from vision.roi import Roi
from vision.score import FrameScore
from vision.timing import taken_at
from vision.window import WINDOW_S, Seen, face_window

log = logging.getLogger(__name__)
PING_EVERY_S = 5.0
REGIONS_EVERY_S = 20.0
"""How often it is looked into which regions of the face a reading rests on: that runs the network
once for each of them, in one frame of a hundred at five a second."""


@dataclass(frozen=True)
class Lens:
    """What all cameras share."""

    pool: Pool
    card: Card
    frame_s: float
    """Seconds between two frames at the page's frame rate."""


class Camera:
    """Reads, scores and sums up the frames of one socket until it closes."""

    def __init__(
        self, socket: web.WebSocketResponse, session: str, lens: Lens, outbox: Outbox
    ) -> None:
        self._socket, self._session, self._lens, self._outbox = socket, session, lens, outbox
        self._clock, self._newest = PageClock(), Newest[Frame]()
        self._seen: list[Seen] = []
        self._ages_ms: list[int] = []
        self._near: Roi | None = None
        self._lost = 0
        self._pinged = 0.0
        self._regions_at = -math.inf

    async def run(self) -> None:
        """Serve the socket; every frame scored so far is in a window when this returns."""
        jobs = [self._read(), self._score(), self._ping(), self._heed_refusal()]
        tasks = [asyncio.create_task(job) for job in jobs]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._sum_up()

    async def stop(self, reason: str) -> None:
        """Tell the page why, and close."""
        await self._send({"kind": "stopped", "reason": reason})
        await self._socket.close(code=WSCloseCode.OK, message=reason.encode())

    async def _read(self) -> None:
        async for message in self._socket:
            try:
                if message.type is WSMsgType.BINARY:
                    self._newest.put(read_frame(message.data, time.time()))
                elif message.type is WSMsgType.TEXT:
                    self._pong(message.data)
            except VultusError as error:
                await self._refuse(error)

    async def _score(self) -> None:
        while True:
            try:
                async with asyncio.timeout(WINDOW_S):
                    await self._newest.there()
            except TimeoutError:
                self._near = None  # by the next frame the face may be anywhere
                await self._sum_up()
                continue
            async with self._lens.pool.turns:  # only then is the frame taken: no newer one is left
                frame = self._newest.take()
                at = taken_at(frame, self._clock)
                begins = not (self._seen and 0 <= at - self._seen[0].at < WINDOW_S)
                score = await self._look(frame, at, begins)
            age_ms = round((time.time() - at) * 1000)
            if begins:
                await self._sum_up()
            if score is not None:
                self._seen.append(Seen(at, score))
                self._ages_ms.append(age_ms)

    async def _look(self, frame: Frame, at: float, begins: bool) -> FrameScore | None:
        """What the frame shows; None when nobody can say.

        The face is looked for where it was; in a window's first frame also whether there is a
        second one by now.
        """
        due = not 0 <= at - self._regions_at < REGIONS_EVERY_S
        try:
            score = await self._lens.pool.score(frame.jpeg, self._near, others=begins, regions=due)
        except VultusError as error:
            await self._refuse(error)
            return None
        if score is None:
            self._lost, self._near = self._lost + 1, None
            return None
        self._near = score.roi
        if due and score.usable:
            self._regions_at = at
        return score

    async def _sum_up(self) -> None:
        """Close the window, if there is anything in it."""
        if not self._seen:
            return
        (seen, self._seen), (ages_ms, self._ages_ms) = (self._seen, []), (self._ages_ms, [])
        dropped, self._lost = self._lost + self._newest.take_dropped(), 0
        window = await asyncio.to_thread(
            face_window,
            self._session,
            seen,
            self._lens.card,
            dropped=dropped,
            offset=self._clock.offset,
            single=self._lens.frame_s,
        )
        self._outbox.put(window)
        await self._send(_coaching(window, ages_ms))

    async def _ping(self) -> None:
        while True:
            self._pinged = time.time()
            await self._send({"kind": "ping", "sent": self._pinged})
            await asyncio.sleep(PING_EVERY_S)

    def _pong(self, text: str) -> None:
        pong = read_pong(text)
        if pong.sent == self._pinged:
            self._clock.observe(pong.sent, pong.page, time.time())

    async def _heed_refusal(self) -> None:
        await self._outbox.refused.wait()
        log.info("camera stopped: consent withdrawn", extra={"session": self._session})
        await self.stop("no_consent")

    async def _refuse(self, error: VultusError) -> None:
        log.info("frame refused", extra={"session": self._session, "code": error.code})
        await self._send({"kind": "error", **error.body()})

    async def _send(self, body: dict[str, object]) -> None:
        if not self._socket.closed:
            try:
                await self._socket.send_json(body)
            except ConnectionError:
                log.info("camera page gone", extra={"session": self._session})


def _coaching(window: FaceWindow, ages_ms: list[int]) -> dict[str, object]:
    """What the patient may know of a window: whether the picture is good, never what it says."""
    return {
        "kind": "window",
        "faces": window.faces,
        "frames": window.frames,
        "reason": window.reason,
        "dropped": window.dropped,
        "ages_ms": ages_ms,
    }
