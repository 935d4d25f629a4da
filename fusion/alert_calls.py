"""The store's calls about alerts over HTTP; app.py adds them to its own."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from contract.errors import NotFound
from contract.messages import AlertCase, AlertStep
from contract.wire import from_json, to_json
from fusion.checks import checked


@dataclass(frozen=True)
class Handling:
    """Body of `POST /internal/alerts/{number}/steps`."""

    steps: tuple[AlertStep, ...]
    due: float | None = None
    """When the next notice is to be sent, Unix seconds; null: no more of them."""


def alert_routes(
    in_thread: Callable[..., Awaitable[Any]], body: Callable[[web.Request], Awaitable[Any]]
) -> list[web.RouteDef]:
    """The routes; `in_thread` calls a function with the store, `body` reads the JSON."""

    async def every(request: web.Request) -> web.Response:
        clinic = request.query.get("clinic")
        return _cases(await in_thread(request.app, lambda store: store.alerts.open(clinic)))

    async def claim(request: web.Request) -> web.Response:
        now = time.time()
        return _cases(await in_thread(request.app, lambda store: store.alerts.claim(now)))

    async def one(request: web.Request) -> web.Response:
        number = _number(request)
        found = await in_thread(request.app, lambda store: store.alerts.one(number))
        return web.json_response(to_json(found))

    async def add_steps(request: web.Request) -> web.Response:
        done = from_json(await body(request), Handling)
        given = _number(request), [checked(step) for step in done.steps], done.due
        added = await in_thread(request.app, lambda store: store.alerts.add_steps(*given))
        return web.json_response(to_json(added))

    return [
        web.get("/internal/alerts", every),
        web.post("/internal/alerts/claim", claim),
        web.get("/internal/alerts/{number}", one),
        web.post("/internal/alerts/{number}/steps", add_steps),
    ]


def _cases(cases: list[AlertCase]) -> web.Response:
    return web.json_response({"cases": [to_json(case) for case in cases]})


def _number(request: web.Request) -> int:
    number = request.match_info["number"]
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise NotFound("There is no such alert.")
    return int(number)
