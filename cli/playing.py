"""Plays a session: the clip is the camera, the script what the patient answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import aiohttp

from cli.camera import Camera
from cli.cannot_replay import CannotReplay
from cli.chat import Chat
from cli.clip import Clip
from cli.pace import Pace
from cli.page_socket import connected
from cli.script import Turn, due_times
from contract.messages import Bubble

Progress = Callable[[float, str], None]
"""Told the seconds of the clip played so far, and the item that is being answered."""


@dataclass(frozen=True)
class Performance:
    """What is played."""

    questionnaire: str
    script: tuple[Turn, ...]
    clip: Clip
    speed: float
    """So many times as fast as the clip."""


async def play(url: str, token: str, what: Performance, progress: Progress) -> str:
    """Play a whole session against the service at `url`; the session's id.

    Raises CannotReplay when the service or the bot does not go along.
    """
    async with (
        aiohttp.ClientSession() as http,
        connected(http, "chat", f"{url}/p/{token}/chat") as socket,
    ):
        chat = Chat(socket)
        session, greeting = await chat.open()
        bubble = await chat.choose(what.questionnaire, greeting)
        frames_url = f"{url}/v1/sessions/{session}/frames"
        async with connected(http, "camera", frames_url) as camera:
            await _Player(chat, Camera(camera), what, progress).run(bubble)
        return session


class _Player:
    def __init__(self, chat: Chat, camera: Camera, what: Performance, progress: Progress) -> None:
        self._chat, self._camera, self._progress = chat, camera, progress
        self._script, self._clip, self._pace = what.script, what.clip, Pace(what.speed)

    async def run(self, bubble: Bubble) -> None:
        """Answer every item in time; the frames of the time before it go to the camera."""
        start, script = 0.0, self._script
        for turn, due in zip(script, due_times(len(script), self._clip.seconds), strict=True):
            if bubble.item != turn.item:
                raise CannotReplay(
                    f"The bot asks {bubble.item} where {turn} answers {turn.item}: its "
                    "questionnaires are not the ones here."
                )
            asked_at = self._pace.resume()
            await self._film(start, due, paused=bubble.camera_pause, item=turn.item)
            bubble = await self._chat.answer(turn, asked_at, await self._pace.until(due))
            start = due
        if not bubble.ends:
            raise CannotReplay("The bot did not end the session after the last line.")
        self._progress(self._clip.seconds, "done")

    async def _film(self, start: float, end: float, paused: bool, item: str) -> None:
        for media, jpeg in self._clip.frames(start, end):
            at = await self._pace.until(media)
            if not paused:
                await self._camera.send(jpeg, at)
            self._progress(media, item)
