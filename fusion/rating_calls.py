"""The store's calls about readings and ratings over HTTP; app.py adds them to its own."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from contract.messages import MoodName
from contract.wire import from_json, to_json


@dataclass(frozen=True)
class Read:
    """Body of `POST /internal/sessions/{session}/readings`."""

    staff: str
    uncover: bool = False
    """Whether the estimate is shown."""


@dataclass(frozen=True)
class Rate:
    """Body of `POST /internal/sessions/{session}/ratings`."""

    staff: str
    mood: MoodName


def rating_routes(
    in_thread: Callable[..., Awaitable[Any]], body: Callable[[web.Request], Awaitable[Any]]
) -> list[web.RouteDef]:
    """The routes; `in_thread` calls a function with the store, `body` reads the JSON."""

    async def read(request: web.Request) -> web.Response:
        asked = from_json(await body(request), Read)
        given = request.match_info["session"], asked.staff, time.time(), asked.uncover
        found = await in_thread(request.app, lambda store: store.ratings.read(*given))
        return web.json_response(to_json(found))

    async def rate(request: web.Request) -> web.Response:
        said = from_json(await body(request), Rate)
        given = request.match_info["session"], said.staff, said.mood, time.time()
        made = await in_thread(request.app, lambda store: store.ratings.rate(*given))
        return web.json_response(to_json(made))

    async def labels(request: web.Request) -> web.Response:
        clinic = request.match_info["clinic"]
        found = await in_thread(request.app, lambda store: store.ratings.labels(clinic))
        return web.json_response({"labels": [to_json(one) for one in found]})

    return [
        web.post("/internal/sessions/{session}/readings", read),
        web.post("/internal/sessions/{session}/ratings", rate),
        web.get("/internal/clinics/{clinic}/labels", labels),
    ]
