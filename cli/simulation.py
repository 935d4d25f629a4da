"""A simulated patient: answers a questionnaire through the real bot, without a camera."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import aiohttp

from cli.cannot_replay import CannotReplay
from cli.chat import Chat
from cli.page_socket import connected
from cli.script import Turn
from contract.messages import Answer
from contract.settings import Settings
from questionnaires.definition import Item, Option
from questionnaires.payload import make_payload
from questionnaires.plan import current

WORDS = "Written by a simulated patient."


def simulated_script(questionnaire: str, values: Sequence[int]) -> tuple[Turn, ...]:
    """The values pressed one after the other, then first options; WORDS typed to free text.

    Raises CannotReplay for a value that the item does not have, or one too many.
    """
    left, turns = list(values), []
    answers: dict[str, Answer] = {}
    while (item := current(questionnaire, answers)) is not None:
        turn, value = _turn(item, left)
        turns.append(turn)
        answers[item.id] = Answer("", questionnaire, "", item.id, value, 0.0, "")
    if left:
        raise CannotReplay(f"{len(left)} of the values are too many for {questionnaire}.")
    return tuple(turns)


async def simulate(url: str, token: str, questionnaire: str, script: Sequence[Turn]) -> str:
    """Answer as the page does, agreeing to no analysis; the session's id.

    Raises CannotReplay when the service or the bot does not go along.
    """
    async with (
        aiohttp.ClientSession() as http,
        connected(http, "chat", f"{url}/p/{token}/chat") as chat_socket,
    ):
        chat = Chat(chat_socket)
        session, greeting = await chat.open(agree=False)
        bubble = await chat.choose(questionnaire, greeting)
        for turn in script:
            if bubble.item != turn.item:
                raise CannotReplay(f"The bot asks {bubble.item}, not {turn.item}.")
            asked_at = time.time()
            bubble = await chat.answer(turn, asked_at, time.time())
        if not bubble.ends:
            raise CannotReplay("The bot did not end the session after the last answer.")
    return session


def apart(settings: Settings, folder: Path) -> Settings:
    """The settings of a Vultus of its own in that folder: no clinic sees what happens there."""
    port, rasa_port, actions_port = _free_ports(3)
    return replace(
        settings,
        data=folder,
        host="127.0.0.1",
        port=port,
        rasa_port=rasa_port,
        actions_port=actions_port,
        parts=("channels", "fusion"),
        origin="",
        fusion_url="",
        rasa_url="",
        database="",
        secret="",
        key="",
    )


def _turn(item: Item, left: list[int]) -> tuple[Turn, int | None]:
    if item.kind == "text":
        return Turn(item.id, WORDS, line=1), None
    option = _option(item, left.pop(0)) if left else item.options[0]
    payload = make_payload("answer", item=item.id, option=str(option.value))
    return Turn(item.id, option.label, None, payload), option.value


def _option(item: Item, value: int) -> Option:
    for option in item.options:
        if option.value == value:
            return option
    known = ", ".join(str(option.value) for option in item.options)
    raise CannotReplay(f"{item.id} has no option {value}; it has {known}.")


def _free_ports(count: int) -> Iterator[int]:
    """Ports that nobody listens on, each another one."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return iter([one.getsockname()[1] for one in sockets])
