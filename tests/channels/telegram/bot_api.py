"""Telegram's servers on loopback: the Bot API over HTTP, with the people at the other end.

It keeps to the real one's rules where they matter here: updates come again until they are
confirmed, a callback is answered once, a message that is gone cannot be changed, callback data has
at most 64 bytes, and it can throttle, block, fail and drop the connection.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "123456789:" + "A" * 35
BOT = {"id": 123456789, "is_bot": True, "first_name": "Vultus", "username": "vultus_test_bot"}
Answer = tuple[int, dict[str, Any]]


@dataclass
class Sent:
    """A message of the bot, as its reader sees it now."""

    chat: int
    id: int
    text: str
    keys: list[dict[str, str]]

    @property
    def titles(self) -> list[str]:
        """What can be pressed."""
        return [key["text"] for key in self.keys]


@dataclass
class BotApi:
    """One bot's server."""

    updates: list[dict[str, Any]] = field(default_factory=list)
    messages: dict[tuple[int, int], Sent] = field(default_factory=dict)
    deleted: set[tuple[int, int]] = field(default_factory=set)
    theirs: set[tuple[int, int]] = field(default_factory=set)
    """Messages that people have sent."""
    answered: dict[str, str | None] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    fail: defaultdict[str, list[Answer | None]] = field(default_factory=lambda: defaultdict(list))
    """Scripted answers by method; None closes the connection."""
    away: bool = False
    """True: every connection is closed."""
    lose_answers: int = 0
    """So many sendMessage calls are carried out and their answer lost."""
    cut_after_send: bool = False
    """True: after the next message that is carried out every connection is closed."""
    confirms: bool = True
    """False: an offset is not remembered, so that updates come again, as after a crash."""
    webhook: dict[str, Any] = field(default_factory=dict)
    undeletable: bool = False
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(100))
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def app(self) -> web.Application:
        """Its HTTP face."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.*}", self._file)
        return app

    # What people do.

    def text(self, chat: int, text: str) -> int:
        """Somebody types; the message's id."""
        return self._message(chat, text=text)

    def edit(self, chat: int, message: int, text: str) -> None:
        """Somebody changes what they typed."""
        body = self._body(chat, message) | {"text": text, "edit_date": int(time.time())}
        self.push(edited_message=body)

    def press(self, sent: Sent, title: str) -> str:
        """Somebody presses a key of a message; the callback's id."""
        data = next(key["callback_data"] for key in sent.keys if key["text"] == title)
        return self.press_data(sent, data)

    def press_data(self, sent: Sent, data: str) -> str:
        """A key that may be gone by now, as on a slow phone."""
        callback = f"cb{next(self._ids)}"
        message = {
            "message_id": sent.id,
            "date": int(time.time()),
            "chat": _chat(sent.chat),
            "from": BOT,
            "text": sent.text,
        }
        self.push(
            callback_query={
                "id": callback,
                "from": _person(sent.chat),
                "chat_instance": "1",
                "data": data,
                "message": message,
            }
        )
        return callback

    def photo(self, chat: int, picture: bytes, caption: str | None = None) -> int:
        """Somebody sends a photo; Telegram keeps a small size beside it."""
        file = self._keep(picture)
        sizes = [
            {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 90, "file_size": 9},
            {"file_id": file, "file_unique_id": file, "width": 512, "height": 512},
        ]
        sizes[1]["file_size"] = len(picture)
        more = {"caption": caption} if caption else {}
        return self._message(chat, photo=sizes, **more)

    def video_note(self, chat: int, video: bytes, seconds: int) -> int:
        """Somebody sends a round video message."""
        file = self._keep(video)
        note = {"file_id": file, "file_unique_id": file, "length": 384, "duration": seconds}
        return self._message(chat, video_note=note | {"file_size": len(video)})

    def voice(self, chat: int) -> int:
        """Somebody sends a voice message."""
        voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
        return self._message(chat, voice=voice)

    def send(self, chat: int, **content: Any) -> int:
        """Somebody sends anything else; the message's id."""
        return self._message(chat, **content)

    def push(self, **update: Any) -> int:
        """Queue an update; its id."""
        number = next(self._ids)
        self.updates.append({"update_id": number} | update)
        self._news.set()
        return number

    def again(self, count: int = 1) -> None:
        """The latest updates come once more, as they do when a confirmation was lost."""
        self.updates += self.updates[-count:]
        self._news.set()

    # What they see.

    def seen(self, chat: int) -> list[Sent]:
        """The bot's messages in the chat, oldest first."""
        return [sent for (owner, _), sent in self.messages.items() if owner == chat]

    async def sees(self, chat: int, words: str, since: int = 0, timeout_s: float = 20) -> Sent:
        """The latest message with these words, waiting for it; `since`: with a higher id only."""
        found: list[Sent] = []

        def there() -> bool:
            found[:] = [s for s in self.seen(chat) if words in s.text and s.id > since]
            return bool(found)

        await until(there, timeout_s, lambda: f"{words!r} in {[s.text for s in self.seen(chat)]}")
        return found[-1]

    # The Bot API.

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        assert request.match_info["token"] == TOKEN
        form = {key: str(value) for key, value in (await request.post()).items()}
        self.calls.append(method)
        scripted = self.fail[method].pop(0) if self.fail[method] else ()
        if self.away or scripted is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if scripted:
            return web.json_response(scripted[1], status=scripted[0])
        known: dict[str, Callable[[dict[str, str]], Awaitable[Any]]] = {
            "getUpdates": self._get_updates,
            "sendMessage": self._send,
            "answerCallbackQuery": self._answer,
            "editMessageReplyMarkup": self._edit_keys,
            "editMessageText": self._edit_text,
            "deleteMessage": self._delete,
            "getFile": self._get_file,
            "deleteWebhook": self._webhook,
            "setWebhook": self._webhook,
        }
        try:
            result = await known[method](form)
        except Refusal as error:
            return web.json_response(error.body, status=error.code)
        if method == "sendMessage" and self.cut_after_send:
            self.away = True
            self.cut_after_send = False
            self.lose_answers = 1
        if method == "sendMessage" and self.lose_answers:
            self.lose_answers -= 1
            assert request.transport is not None
            request.transport.abort()
        return web.json_response({"ok": True, "result": result})

    async def _get_updates(self, form: dict[str, str]) -> list[dict[str, Any]]:
        offset = int(form.get("offset", 0))
        if self.confirms and offset:
            self.updates = [one for one in self.updates if one["update_id"] >= offset]
        end = time.monotonic() + min(float(form.get("timeout", 0)), 0.5)
        while not (waiting := [one for one in self.updates if one["update_id"] >= offset]):
            left = end - time.monotonic()
            if left <= 0:
                return []
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), left)
            except TimeoutError:
                return []
        return waiting[: int(form.get("limit", 100))]

    async def _send(self, form: dict[str, str]) -> dict[str, Any]:
        chat = int(form["chat_id"])
        if chat in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if not 0 < len(form["text"]) <= 4096:
            raise Refusal(400, "Bad Request: message is too long")
        rows = json.loads(form.get("reply_markup", "{}")).get("inline_keyboard", [])
        if any(len(key["callback_data"].encode()) > 64 for row in rows for key in row):
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        assert all(len(row) == 1 for row in rows), "one option a row"
        number = next(self._ids)
        keys = [key for (key,) in rows]
        self.messages[chat, number] = Sent(chat, number, form["text"], keys)
        return self._body(chat, number) | {"text": form["text"], "from": BOT}

    async def _answer(self, form: dict[str, str]) -> bool:
        callback = form["callback_query_id"]
        if callback in self.answered:
            raise Refusal(400, "Bad Request: query is too old or query ID is invalid")
        self.answered[callback] = form.get("text")
        return True

    async def _edit_keys(self, form: dict[str, str]) -> dict[str, Any]:
        sent = self._sent(form)
        if not sent.keys:
            raise Refusal(400, "Bad Request: message is not modified")
        sent.keys = []
        return self._body(sent.chat, sent.id)

    async def _edit_text(self, form: dict[str, str]) -> dict[str, Any]:
        sent = self._sent(form)
        sent.text, sent.keys = form["text"], []
        return self._body(sent.chat, sent.id) | {"text": sent.text}

    async def _delete(self, form: dict[str, str]) -> bool:
        where = int(form["chat_id"]), int(form["message_id"])
        if self.undeletable or where not in self.theirs | set(self.messages):
            raise Refusal(400, "Bad Request: message can't be deleted")
        self.deleted.add(where)
        return True

    async def _get_file(self, form: dict[str, str]) -> dict[str, Any]:
        file = form["file_id"]
        size = len(self.files[file])
        return {
            "file_id": file,
            "file_unique_id": file,
            "file_path": f"notes/{file}.bin",
            "file_size": size,
        }

    async def _webhook(self, form: dict[str, str]) -> bool:
        self.webhook = form
        return True

    async def _file(self, request: web.Request) -> web.Response:
        file = request.match_info["path"].removeprefix("notes/").removesuffix(".bin")
        self.calls.append("download")
        return web.Response(body=self.files[file])

    def _sent(self, form: dict[str, str]) -> Sent:
        found = self.messages.get((int(form["chat_id"]), int(form["message_id"])))
        if found is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        return found

    def _keep(self, content: bytes) -> str:
        name = f"f{next(self._ids)}"
        self.files[name] = content
        return name

    def _message(self, chat: int, **content: Any) -> int:
        number = next(self._ids)
        self.theirs.add((chat, number))
        self.push(message=self._body(chat, number) | content)
        return number

    def _body(self, chat: int, number: int) -> dict[str, Any]:
        return {
            "message_id": number,
            "date": int(time.time()),
            "chat": _chat(chat),
            "from": _person(chat),
        }


class Refusal(Exception):
    """An error of the Bot API."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.body = {"ok": False, "error_code": code, "description": text}


def throttled(seconds: int) -> Answer:
    """The answer to one who sends too much."""
    text = f"Too Many Requests: retry after {seconds}"
    body = {"ok": False, "error_code": 429, "description": text}
    return 429, body | {"parameters": {"retry_after": seconds}}


async def until(
    done: Callable[[], bool], timeout_s: float = 20, what: Callable[[], str] = str
) -> None:
    """Wait for it."""
    end = time.monotonic() + timeout_s
    while not done():
        assert time.monotonic() < end, f"still waiting: {what()}"
        await asyncio.sleep(0.02)


def _chat(number: int) -> dict[str, Any]:
    if number < 0:
        return {"id": number, "type": "group", "title": "Some group"}
    return {"id": number, "type": "private", "first_name": "Somebody"}


def _person(number: int) -> dict[str, Any]:
    return {"id": abs(number), "is_bot": False, "first_name": "Somebody"}
