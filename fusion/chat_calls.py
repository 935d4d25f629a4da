"""The store's calls about chats over HTTP; app.py adds them to its own."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from contract.messages import Chat
from contract.wire import from_json, to_json
from fusion.store import Store


@dataclass(frozen=True)
class Binding:
    """Body of `POST /internal/chats`."""

    token: str
    channel: str
    address: str


@dataclass(frozen=True)
class Spoken:
    """Body of `POST /internal/invites` and of `POST /internal/patients/{patient}/language`."""

    language: str | None = None
    """Tag of a language that has texts; None: the installation's."""


def chat_routes(
    in_thread: Callable[..., Awaitable[Any]], body: Callable[[web.Request], Awaitable[Any]]
) -> list[web.RouteDef]:
    """The routes; `in_thread` calls a function with the store, `body` reads the JSON."""

    async def bind(request: web.Request) -> web.Response:
        asked = from_json(await body(request), Binding)
        given = asked.token, asked.channel, asked.address, time.time()
        bound = await in_thread(request.app, lambda store: store.chats.bind(*given))
        return web.json_response(to_json(bound))

    async def block(request: web.Request) -> web.Response:
        chat = from_json(await body(request), Chat)
        kept = await in_thread(request.app, lambda store: store.chats.block(chat))
        return web.json_response(to_json(kept))

    async def take(request: web.Request) -> web.Response:
        chat = from_json(await body(request), Chat)
        kept = await in_thread(request.app, lambda store: store.chats.take(chat))
        return web.json_response(to_json(kept))

    async def one(request: web.Request) -> web.Response:
        where = request.match_info["channel"], request.match_info["address"]
        found = await in_thread(request.app, lambda store: store.chats.one(*where))
        return web.json_response(to_json(found))

    async def every(request: web.Request) -> web.Response:
        channel = request.match_info["channel"]
        found = await in_thread(request.app, lambda store: store.chats.every(channel))
        return web.json_response({"chats": [to_json(chat) for chat in found]})

    async def language(request: web.Request) -> web.Response:
        spoken = from_json(await body(request), Spoken)
        given = request.match_info["patient"], spoken.language
        await in_thread(request.app, Store.choose_language, *given)
        return web.json_response({})

    return [
        web.post("/internal/chats", bind),
        web.post("/internal/chats/blocked", block),
        web.post("/internal/chats/taken", take),
        web.get("/internal/chats/{channel}", every),
        web.get("/internal/chats/{channel}/{address}", one),
        web.post("/internal/patients/{patient}/language", language),
    ]
