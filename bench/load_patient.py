"""One simulated patient: a steady camera and, beside it, the answers to a questionnaire."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import aiohttp

from cli.camera import Camera
from cli.cannot_replay import CannotReplay
from cli.chat import Chat
from cli.clip import Clip, back_and_forth
from cli.page_socket import connected
from cli.script import Turn, due_times
from contract.messages import Answer
from questionnaires.payload import make_payload
from questionnaires.plan import current

WORDS = "Better than last week, thank you, though the mornings are still slow and stiff."
LAST_WINDOW_S = 1.5
"""After its last frame a camera waits so long for what the service says of it."""


@dataclass
class Experience:
    """What one patient went through."""

    sent: int = 0
    dropped: int = 0
    ages_ms: list[int] = field(default_factory=list)
    """Of each scored frame, from taken to scored, as the service measured it."""
    replies_ms: list[float] = field(default_factory=list)
    """From each reply to the bot's next question."""
    failed: str | None = None


class Patient:
    """A patient whose session is open and whose camera runs."""

    def __init__(self, chat: Chat, camera: Camera, questionnaire: str) -> None:
        self._chat, self._camera, self._questionnaire = chat, camera, questionnaire
        self._experience, self._paused = Experience(), False

    async def live(self, clip: Clip, seconds: float, share: float) -> Experience:
        """Film and answer for so long; `share` of an interval sets this patient's beat apart."""
        start = time.time()
        await asyncio.gather(
            self._noting_failure(self._film(clip, start + share / clip.rate, seconds)),
            self._noting_failure(self._answer(start, seconds, share)),
        )
        for window in self._camera.windows:
            self._experience.ages_ms += window["ages_ms"]
            self._experience.dropped += window["dropped"]
        return self._experience

    async def _noting_failure(self, job: Coroutine[None, None, None]) -> None:
        """A chat that fails does not end the camera, nor the other way round."""
        try:
            await job
        except CannotReplay as error:
            self._experience.failed = error.text

    async def _film(self, clip: Clip, start: float, seconds: float) -> None:
        """Frames at the clip's rate whatever the bot does, as the page sends them."""
        for number in range(int(seconds * clip.rate)):
            at = start + number / clip.rate
            await asyncio.sleep(max(0.0, at - time.time()))
            if not self._paused:
                jpeg = clip.pictures[back_and_forth(number, len(clip.pictures))]
                await self._camera.send(jpeg, time.time())
                self._experience.sent += 1
        await asyncio.sleep(LAST_WINDOW_S)
        self._camera.listen()

    async def _answer(self, start: float, seconds: float, share: float) -> None:
        turns = script(self._questionnaire)
        start -= (1 - share) * seconds / len(turns)
        for turn, due in zip(turns, due_times(len(turns), seconds), strict=True):
            asked_at = time.time()
            await asyncio.sleep(max(0.0, start + due - asked_at))
            sent = time.time()
            bubble = await self._chat.answer(turn, asked_at, sent)
            self._paused = bubble.camera_pause
            self._experience.replies_ms.append((time.time() - sent) * 1000)


async def admit(
    http: aiohttp.ClientSession, sockets: AsyncExitStack, url: str, token: str, questionnaire: str
) -> Patient:
    """Open both sockets, agree to everything and choose the questionnaire.

    The sockets close with `sockets`. Raises CannotReplay when the service does not go along.
    """
    chat = Chat(await sockets.enter_async_context(connected(http, "chat", f"{url}/p/{token}/chat")))
    session, greeting = await chat.open()
    bubble = await chat.choose(questionnaire, greeting)
    if bubble.item is None:
        raise CannotReplay(f"The bot asks nothing after {questionnaire} was chosen.")
    frames_url = f"{url}/v1/sessions/{session}/frames"
    camera = Camera(await sockets.enter_async_context(connected(http, "camera", frames_url)))
    return Patient(chat, camera, questionnaire)


def script(questionnaire: str) -> tuple[Turn, ...]:
    """The first option of every item, pressed, and a sentence typed to the free-text ones."""
    return tuple(_turns(questionnaire))


def _turns(questionnaire: str) -> Iterator[Turn]:
    answers: dict[str, Answer] = {}
    while (item := current(questionnaire, answers)) is not None:
        value = None if item.kind == "text" else item.options[0].value
        answers[item.id] = Answer("", questionnaire, "", item.id, value, 0.0, "")
        if value is None:
            yield Turn(item.id, WORDS, line=len(answers))
        else:
            payload = make_payload("answer", item=item.id, option=str(value))
            yield Turn(item.id, item.options[0].label, None, payload)
