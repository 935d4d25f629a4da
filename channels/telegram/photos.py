"""Photos and video notes on their way from Telegram to vision: in memory, and deleted after."""

from __future__ import annotations

import asyncio
import io
import logging
import time
from collections import Counter

import aiohttp

from channels.delivery import Pauses
from channels.telegram import wording
from channels.telegram.api import Api, Blocked, Refused, Unreachable, Wait
from channels.telegram.incoming import Picture
from channels.telegram.writer import Writer
from contract.errors import Unavailable
from contract.secret import part_secret
from contract.settings import Settings

log = logging.getLogger(__name__)

MOST_BYTES = 20 * 1024 * 1024
"""What Telegram lets a bot download."""
AT_ONCE = 2
MOST_WAITING = 3
"""Pictures of one chat; what comes on top is left alone."""
TRIES = 6
SCORING_S = 120.0


class Photos:
    """Has pictures looked at, one job each, beside the conversation and never in its way."""

    def __init__(self, settings: Settings, api: Api, writer: Writer, pauses: Pauses) -> None:
        self._api, self._writer, self._pauses = api, writer, pauses
        self._url = (settings.vision_url or settings.store_url).rstrip("/")
        self._http = aiohttp.ClientSession(
            headers={"Authorization": f"Bearer {part_secret(settings)}"},
            timeout=aiohttp.ClientTimeout(total=SCORING_S),
        )
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting: Counter[str] = Counter()
        self._jobs: set[asyncio.Task[None]] = set()

    def take(self, picture: Picture, session: str) -> None:
        """Look at a picture that the patient has agreed to; they are told when that is done."""
        if self._waiting[picture.address] >= MOST_WAITING:
            self._writer.say(picture.address, wording.PICTURES_WAIT)
            return
        self._waiting[picture.address] += 1
        job = asyncio.create_task(self._look(picture, session))
        self._jobs.add(job)
        job.add_done_callback(self._jobs.discard)

    def remove(self, picture: Picture) -> None:
        """Delete the patient's message, where Telegram allows it."""
        left = wording.DELETE_YOURSELF

        async def delete() -> None:
            try:
                await self._api.delete(picture.address, picture.place)
            except Refused:
                self._writer.say(picture.address, left)

        self._writer.courtesy(picture.address, delete)

    async def close(self) -> None:
        """Let go of the pictures that wait: they exist nowhere else here."""
        for job in self._jobs:
            job.cancel()
        await asyncio.gather(*self._jobs, return_exceptions=True)
        await self._http.close()

    async def _look(self, picture: Picture, session: str) -> None:
        said = wording.PICTURE_FAILED
        try:
            async with self._turn:
                said = await self._said(picture, session)
        except (Unavailable, Unreachable, Refused, Blocked, Wait) as error:
            extra = {"session": session, "error": type(error).__name__}
            log.warning("picture not used", extra=extra)
        except Exception:
            log.exception("picture failed", extra={"session": session})
        finally:
            self._waiting -= Counter([picture.address])
        self.remove(picture)
        self._writer.say(picture.address, said)

    async def _said(self, picture: Picture, session: str) -> str:
        pixels = await self._download(picture)
        looked = await self._post(pixels, picture, session)
        hint = wording.hint(str(looked.get("reason")))
        return wording.PICTURE_USED if hint is None else f"{wording.PICTURE_USED} {hint}"

    async def _download(self, picture: Picture) -> bytes:
        for tries in range(1, TRIES):
            try:
                return await self._api.download(picture.file, MOST_BYTES)
            except Unreachable:
                await asyncio.sleep(self._pauses.after(tries))
            except Wait as told:
                await asyncio.sleep(told.seconds)
        return await self._api.download(picture.file, MOST_BYTES)

    async def _post(self, pixels: bytes, picture: Picture, session: str) -> dict[str, object]:
        """What vision says of the picture; Refused when it does not take it."""
        url = f"{self._url}/internal/sessions/{session}/pictures"
        asked = {"at": str(min(picture.at, time.time() + 0.9))}
        headers, body = {"Content-Type": picture.kind}, io.BytesIO(pixels)
        try:
            async with self._http.post(url, params=asked, data=body, headers=headers) as answer:
                if answer.status >= 400:
                    raise Refused
                told: dict[str, object] = await answer.json()
                return told
        except (aiohttp.ClientError, TimeoutError):
            raise Unavailable("Vision does not answer.") from None
