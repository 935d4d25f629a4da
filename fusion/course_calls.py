"""The store's calls about a patient's course over HTTP; app.py adds them to its own."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from contract.errors import BadMessage, NotFound
from contract.messages import Mark
from contract.wire import from_json, to_json
from fusion.checks import checked
from fusion.store import Store


def course_routes(
    in_thread: Callable[..., Awaitable[Any]], body: Callable[[web.Request], Awaitable[Any]]
) -> list[web.RouteDef]:
    """The routes; `in_thread` calls a function with the store, `body` reads the JSON."""

    async def course(request: web.Request) -> web.Response:
        patient = request.match_info["patient"]
        since, until = _time(request, "since"), _time(request, "until")
        staff = request.query.get("staff")

        def text(store: Store) -> str:
            return json.dumps(to_json(store.courses.of(patient, since, until, staff)))

        return web.json_response(text=await in_thread(request.app, text))

    async def add(request: web.Request) -> web.Response:
        mark = checked(from_json(await body(request), Mark))
        made = await in_thread(request.app, lambda store: store.courses.add_mark(mark))
        return web.json_response(to_json(made))

    async def remove(request: web.Request) -> web.Response:
        number = request.match_info["number"]
        if not (number.isascii() and number.isdigit() and len(number) < 16):
            raise NotFound("There is no such mark; load the page again.")
        mine = request.match_info["patient"], int(number)
        await in_thread(request.app, lambda store: store.courses.remove_mark(*mine))
        return web.json_response({})

    return [
        web.get("/internal/patients/{patient}/course", course),
        web.post("/internal/marks", add),
        web.delete("/internal/patients/{patient}/marks/{number}", remove),
    ]


def _time(request: web.Request, name: str) -> float:
    try:
        return float(int(request.query[name]))
    except (KeyError, ValueError, OverflowError):
        raise BadMessage(f"{name} must be whole Unix seconds.") from None
