"""The Bot API: a few calls, and four kinds of trouble that a caller must tell apart.

No error keeps Telegram's text or the request: they name chats, words and the bot's token.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    DeleteWebhook,
    EditMessageReplyMarkup,
    EditMessageText,
    GetFile,
    GetUpdates,
    SendMessage,
    SetWebhook,
    TelegramMethod,
)
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Update,
)

from channels.telegram.parsing import parsed

T = TypeVar("T")

TIMEOUT_S = 20
LONG_POLL_S = 25
LONGEST_TEXT = 4096
"""Characters of one message."""
UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]


class Unreachable(Exception):
    """Telegram does not answer; the same call may work later."""


class NotOurs(Unreachable):
    """The token is wrong, or another process polls the bot: a person must put that right, and
    nothing may be lost until then."""


class Refused(Exception):
    """Telegram will never do this: too old, gone, or not allowed."""


class Blocked(Exception):
    """The patient has blocked the bot, or the chat is gone."""


class Wait(Exception):
    """Too many messages; the same call may work after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


@dataclass(frozen=True)
class Key:
    """One button below a message."""

    title: str
    data: str
    """At most 64 bytes; what comes back when it is pressed."""


class Api:
    """One bot."""

    def __init__(self, token: str, base: str) -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(base.rstrip("/")))
        self._bot = Bot(token, session=session)

    async def close(self) -> None:
        """Close the connections."""
        await self._bot.session.close()

    async def poll(self, offset: int | None) -> list[Update]:
        """What came since; waits for it. `offset` confirms every update before it."""
        asked = GetUpdates(offset=offset, timeout=LONG_POLL_S, allowed_updates=UPDATES)
        try:
            return await self._call(asked, LONG_POLL_S + TIMEOUT_S)
        except _Unread as error:
            return [parsed(body) for body in error.updates]

    async def confirm(self, offset: int) -> None:
        """Confirm every update before `offset`, without waiting for more."""
        await self._call(GetUpdates(offset=offset, limit=1, timeout=0, allowed_updates=UPDATES), 5)

    async def use_polling(self) -> None:
        """End a webhook; what waits there is kept."""
        await self._call(DeleteWebhook(drop_pending_updates=False))

    async def use_webhook(self, url: str, secret: str) -> None:
        """Have updates sent to an address."""
        await self._call(SetWebhook(url=url, secret_token=secret, allowed_updates=UPDATES))

    async def send(self, address: str, text: str, keys: Sequence[Key] = ()) -> str:
        """Send it, one key a row; the message's id. Words too long for one message are split."""
        *parts, last = _parts(text)
        for part in parts:
            await self._call(_message(address, part, ()))
        return str((await self._call(_message(address, last, keys))).message_id)

    async def rewrite(self, address: str, place: str, text: str) -> None:
        """Put other words in a message's place; its keys go."""
        short = text[:LONGEST_TEXT]
        await self._call(EditMessageText(chat_id=address, message_id=int(place), text=short))

    async def strip(self, address: str, place: str) -> None:
        """Take a message's keys away."""
        await self._call(EditMessageReplyMarkup(chat_id=address, message_id=int(place)))

    async def delete(self, address: str, place: str) -> None:
        """Delete a message."""
        await self._call(DeleteMessage(chat_id=address, message_id=int(place)))

    async def answer(self, press: str, text: str | None = None) -> None:
        """End the waiting sign on a pressed key; `text` is shown for a moment."""
        await self._call(AnswerCallbackQuery(callback_query_id=press, text=text))

    async def download(self, file: str, most: int) -> bytes:
        """A file's bytes, in memory only; Refused when it has more than `most`."""
        found = await self._call(GetFile(file_id=file))
        if found.file_path is None or (found.file_size or 0) > most:
            raise Refused
        into = _Limited(most)
        try:
            await self._bot.download_file(found.file_path, into, timeout=60)
        except (aiohttp.ClientError, TimeoutError):
            raise Unreachable from None
        return into.getvalue()

    async def _call(self, method: TelegramMethod[T], timeout_s: int = TIMEOUT_S) -> T:
        try:
            return await self._bot(method, request_timeout=timeout_s)
        except TelegramRetryAfter as error:
            raise Wait(error.retry_after) from None
        except TelegramForbiddenError:
            raise Blocked from None
        except TelegramBadRequest as error:
            raise (Blocked if "chat not found" in error.message.lower() else Refused) from None
        except (TelegramConflictError, TelegramNotFound, TelegramUnauthorizedError):
            raise NotOurs from None
        except (TelegramNetworkError, TelegramServerError):
            raise Unreachable from None
        except ClientDecodeError as error:
            updates = _updates_in(error.data) if isinstance(method, GetUpdates) else None
            raise (Unreachable if updates is None else _Unread(updates)) from None
        except TelegramAPIError:
            raise Refused from None


class _Unread(Exception):
    """Among these updates is one that the library does not know the form of."""

    def __init__(self, updates: list[dict[str, Any]]) -> None:
        super().__init__()
        self.updates = updates


def _updates_in(body: Any) -> list[dict[str, Any]] | None:
    result = body.get("result") if isinstance(body, dict) and body.get("ok") is True else None
    if not isinstance(result, list):
        return None
    return [one for one in result if isinstance(one, dict) and "update_id" in one]


class _Limited(io.BytesIO):
    """Takes at most so many bytes, whatever the file's stated size is."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, part: bytes) -> int:  # type: ignore[override]
        if self.tell() + len(part) > self._most:
            raise Refused
        return super().write(part)


def _message(address: str, text: str, keys: Sequence[Key]) -> SendMessage:
    rows = [[InlineKeyboardButton(text=key.title, callback_data=key.data)] for key in keys]
    return SendMessage(
        chat_id=address,
        text=text,
        protect_content=True,
        # For a preview Telegram's servers would open the patient's link.
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=InlineKeyboardMarkup(inline_keyboard=rows) if rows else None,
    )


def _parts(text: str) -> list[str]:
    return [text[at : at + LONGEST_TEXT] for at in range(0, len(text), LONGEST_TEXT)] or [text]
