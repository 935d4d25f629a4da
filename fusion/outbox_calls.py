"""The store's calls about the FHIR outbox over HTTP; app.py adds them to its own."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from contract.messages import Delivery
from contract.wire import from_json, to_json
from fusion.checks import checked


@dataclass(frozen=True)
class Again:
    """Body of `POST /internal/outbox`."""

    sessions: tuple[str, ...] | None
    """None: every closed one."""


def outbox_routes(
    in_thread: Callable[..., Awaitable[Any]], body: Callable[[web.Request], Awaitable[Any]]
) -> list[web.RouteDef]:
    """The routes; `in_thread` calls a function with the store, `body` reads the JSON."""

    async def claim(request: web.Request) -> web.Response:
        now = time.time()
        found = await in_thread(request.app, lambda store: store.outbox.claim(now))
        return web.json_response({"outgoing": [to_json(one) for one in found]})

    async def delivered(request: web.Request) -> web.Response:
        given = checked(from_json(await body(request), Delivery)), time.time()
        await in_thread(request.app, lambda store: store.outbox.delivered(*given))
        return web.json_response({})

    async def every(request: web.Request) -> web.Response:
        found = await in_thread(request.app, lambda store: store.outbox.every())
        return web.json_response({"queued": [to_json(one) for one in found]})

    async def again(request: web.Request) -> web.Response:
        asked = from_json(await body(request), Again)
        given = asked.sessions, time.time()
        count = await in_thread(request.app, lambda store: store.outbox.send_again(*given))
        return web.json_response({"queued": count})

    return [
        web.post("/internal/outbox/claim", claim),
        web.post("/internal/outbox/delivered", delivered),
        web.get("/internal/outbox", every),
        web.post("/internal/outbox", again),
    ]
