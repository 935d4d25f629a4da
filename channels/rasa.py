"""Rasa's REST channel: one message in, the bot's bubbles out."""

from __future__ import annotations

from typing import Any

import aiohttp

from channels.outgoing import Outgoing
from contract.errors import BadMessage, Unavailable
from contract.messages import Bubble, Button
from contract.settings import Settings
from contract.wire import from_json


class Rasa:
    """The client of Rasa. Everything but bubbles is a failure: with its action server down Rasa
    answers `200 []`, so an empty answer means that nothing was done."""

    def __init__(self, url: str, timeout_s: float = 20.0) -> None:
        self._webhook = f"{url.rstrip('/')}/webhooks/rest/webhook"
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=timeout_s))

    @classmethod
    def of(cls, settings: Settings) -> Rasa:
        """The Rasa that the settings name."""
        return cls(settings.rasa_url or f"http://127.0.0.1:{settings.rasa_port}")

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()

    async def say(self, out: Outgoing) -> tuple[Bubble, ...]:
        """Deliver it; the bot's bubbles, at least one. Unavailable when the same call may help."""
        body = {
            "sender": out.session,
            "message": out.text,
            "metadata": {"message": out.message, "item": out.item},
        }
        try:
            async with self._http.post(self._webhook, json=body) as answer:
                if answer.status != 200:
                    raise Unavailable(f"Rasa answered {answer.status}.")
                return _bubbles(await answer.json(content_type=None))
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise Unavailable(f"Rasa does not answer ({type(error).__name__}).") from error


def _bubbles(said: Any) -> tuple[Bubble, ...]:
    if not isinstance(said, list) or not said:
        raise Unavailable("Rasa answered nothing; its action server may be down.")
    try:
        return tuple(_bubble(part) for part in said)
    except BadMessage as error:
        raise Unavailable(f"Rasa sent something that is no bubble: {error.text}") from error


def _bubble(part: Any) -> Bubble:
    """A bubble as the actions send it, or a plain text response of the domain."""
    if not isinstance(part, dict):
        raise BadMessage("a message must be an object.")
    if "custom" in part:
        return from_json(part["custom"], Bubble)
    buttons = tuple(from_json(button, Button) for button in part.get("buttons", ()))
    return Bubble(str(part.get("text", "")), input="choice" if buttons else "none", buttons=buttons)
