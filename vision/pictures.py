"""A photo or a short video that a patient sent on another channel, scored as camera frames are."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aiohttp import web

from contract.errors import BadMessage, TooLarge
from contract.messages import FaceWindow
from vision.camera import REGIONS_EVERY_S, Lens
from vision.decoder import Decoder
from vision.studio import Studio
from vision.window import WINDOW_S, Seen, face_window

log = logging.getLogger(__name__)

MAX_BYTES = 20 * 1024 * 1024
"""As much as Telegram lets a bot download."""
VIDEO, PHOTO = "video/mp4", "image/jpeg"


@dataclass(frozen=True)
class Looked:
    """What the patient may be told: whether the picture was good, never what it says."""

    frames: int
    faces: int
    """Frames with exactly one usable face."""
    reason: str | None
    """The main thing wrong, as in `FaceWindow.reason`; None when most frames were usable."""

    def body(self) -> dict[str, object]:
        """As JSON."""
        return {"frames": self.frames, "faces": self.faces, "reason": self.reason}


class Pictures:
    """Takes pictures of sessions that have a stored yes to the camera."""

    def __init__(self, studio: Studio, lens: Lens) -> None:
        self._studio, self._lens, self._decoder = studio, lens, Decoder()

    async def take(self, request: web.Request) -> web.Response:
        """`POST /internal/sessions/{session}/pictures?at=...`: the bytes as the body."""
        session = request.match_info["session"]
        await self._studio.admit(session)
        at = _at(request.query.get("at", ""))
        picture = await _body(request)
        frames = await self._frames(picture, request.content_type, at)
        looked = await self._look(frames, session)
        log.info("pictures seen", extra={"session": session, "frames": looked.frames})
        return web.json_response(looked.body())

    async def _frames(self, picture: bytes, kind: str, at: float) -> list[tuple[float, bytes]]:
        if kind == PHOTO:
            return [(at, picture)]
        if kind != VIDEO:
            raise BadMessage(f"A picture is {PHOTO} or {VIDEO}.")
        frames = await self._decoder.frames(picture, self._lens.frame_s)
        if not frames:
            raise BadMessage("The video cannot be decoded.")
        return [(at + second, jpeg) for second, jpeg in frames]

    async def _look(self, frames: Iterable[tuple[float, bytes]], session: str) -> Looked:
        seen: list[Seen] = []
        windows: list[FaceWindow] = []
        regions_at, near = float("-inf"), None
        for at, jpeg in frames:
            if seen and at - seen[0].at >= WINDOW_S:
                windows.append(await self._sum_up(seen, session))
                seen = []
            due = at - regions_at >= REGIONS_EVERY_S
            async with self._lens.pool.turns:
                score = await self._lens.pool.score(jpeg, near, others=not seen, regions=due)
            near = None if score is None else score.roi
            if score is not None:
                seen.append(Seen(at, score))
                regions_at = at if due and score.usable else regions_at
        if seen:
            windows.append(await self._sum_up(seen, session))
        outbox = self._studio.outbox(session)
        for window in windows:
            outbox.put(window)
        return _looked(windows)

    async def _sum_up(self, seen: Sequence[Seen], session: str) -> FaceWindow:
        lens = self._lens
        return await asyncio.to_thread(face_window, session, seen, lens.card, single=lens.frame_s)


def _looked(windows: Sequence[FaceWindow]) -> Looked:
    frames, faces = sum(one.frames for one in windows), sum(one.faces for one in windows)
    reasons = Counter(one.reason for one in windows if one.reason is not None)
    wrong = reasons.most_common(1)[0][0] if 2 * faces < frames and reasons else None
    return Looked(frames, faces, wrong)


def _at(text: str) -> float:
    try:
        at = float(text)
    except ValueError:
        at = 0.0
    if not 0 < at <= time.time() + 1:
        raise BadMessage("at must be the Unix seconds of the first frame, not in the future.")
    return at


async def _body(request: web.Request) -> bytes:
    """The body in memory. The service's own limit on bodies is for JSON; this one has its own."""
    if (request.content_length or 0) > MAX_BYTES:
        raise TooLarge(_LIMIT)
    parts, size = [], 0
    async for part in request.content.iter_any():
        size += len(part)
        if size > MAX_BYTES:
            raise TooLarge(_LIMIT)
        parts.append(part)
    if not size:
        raise BadMessage("The picture is empty.")
    return b"".join(parts)


_LIMIT = f"A picture may have {MAX_BYTES // 1024 // 1024} MiB."
