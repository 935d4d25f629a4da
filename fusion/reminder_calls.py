"""The store's calls about schedules and reminders over HTTP; app.py adds them to its own."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from contract.messages import Reminder, Schedule
from contract.wire import from_json, to_json
from fusion.checks import checked


@dataclass(frozen=True)
class Claim:
    """Body of `POST /internal/reminders/claim`."""

    channel: str
    quiet: str


def reminder_routes(
    in_thread: Callable[..., Awaitable[Any]], body: Callable[[web.Request], Awaitable[Any]]
) -> list[web.RouteDef]:
    """The routes; `in_thread` calls a function with the store, `body` reads the JSON."""

    async def put(request: web.Request) -> web.Response:
        schedule = checked(from_json(await body(request), Schedule))
        given = schedule, time.time()
        made = await in_thread(request.app, lambda store: store.reminders.set_schedule(*given))
        return web.json_response(to_json(made))

    async def end(request: web.Request) -> web.Response:
        which = request.match_info["patient"], request.match_info["questionnaire"]
        await in_thread(request.app, lambda store: store.reminders.end_schedule(*which))
        return web.json_response({})

    async def every(request: web.Request) -> web.Response:
        asked = time.time(), request.query.get("clinic")
        found = await in_thread(request.app, lambda store: store.reminders.planned(*asked))
        return web.json_response({"planned": [to_json(one) for one in found]})

    async def claim(request: web.Request) -> web.Response:
        asked = from_json(await body(request), Claim)
        given = asked.channel, asked.quiet, time.time()
        found = await in_thread(request.app, lambda store: store.reminders.claim(*given))
        return web.json_response({"reminders": [to_json(one) for one in found]})

    async def sent(request: web.Request) -> web.Response:
        reminder = from_json(await body(request), Reminder)
        given = reminder, time.time()
        await in_thread(request.app, lambda store: store.reminders.sent(*given))
        return web.json_response({})

    return [
        web.post("/internal/schedules", put),
        web.get("/internal/schedules", every),
        web.delete("/internal/schedules/{patient}/{questionnaire}", end),
        web.post("/internal/reminders/claim", claim),
        web.post("/internal/reminders/sent", sent),
    ]
