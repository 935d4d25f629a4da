"""The webhook: Telegram posts each update here, and again until it is answered with 200."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from channels.telegram.parsing import parsed
from channels.telegram.polling import Take
from contract.errors import BadMessage, NotAllowed

HEADER = "X-Telegram-Bot-Api-Secret-Token"


def handler(secret: str, take: Take) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The handler of `POST /telegram`; only who shows the secret is heard."""

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            raise NotAllowed("This address is for Telegram: send its secret.")
        try:
            update = _update(await request.json())
        except (ValidationError, ValueError):
            raise BadMessage("The body is no update of the Bot API.") from None
        await take(update)  # Unavailable: Telegram sends it again
        return web.Response()

    return receive


def _update(body: Any) -> Update:
    return parsed(body if isinstance(body, dict) else {})
