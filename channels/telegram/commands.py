"""What a patient can write with a slash in Telegram; anything else are words."""

from __future__ import annotations

from dataclasses import dataclass

from channels.inbound import ID
from questionnaires.resolve import is_command

_OWN = ("start", "choices", "language", "help")


@dataclass(frozen=True)
class Command:
    """A command to the channel itself; the bot never hears of it."""

    name: str
    invite: str | None = None
    """The token after /start, as Telegram sends it for the clinic's invite."""


def command_of(text: str) -> Command | None:
    """The command in a message; None when its text are words."""
    name, _, rest = text.strip().partition(" ")
    if not name.startswith("/"):
        return None
    bare = name[1:].partition("@")[0].lower()
    if bare not in _OWN:
        return None
    token = rest.strip()
    if bare == "start" and token:
        return Command("start", token if ID.fullmatch(token) else "")
    return Command(bare)


def plain(text: str) -> str:
    """The words of a message; /stop and the like mean the same as without their slash."""
    bare = text.strip().removeprefix("/")
    return bare if is_command(bare) is not None else text
