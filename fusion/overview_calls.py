"""The store's call about the clinic's overview over HTTP; app.py adds it to its own."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from contract.errors import BadMessage
from contract.wire import to_json
from fusion.overview import ONLY, Asked
from fusion.store import Store

MOST_PAGES = 10_000


def overview_routes(in_thread: Callable[..., Awaitable[Any]]) -> list[web.RouteDef]:
    """The route; `in_thread` calls a function with the store."""

    async def get(request: web.Request) -> web.Response:
        asked = _asked(request)

        def told(store: Store) -> str:
            return json.dumps(to_json(store.overviews.page(asked, time.time())))

        return web.json_response(text=await in_thread(request.app, told))

    return [web.get("/internal/clinics/{clinic}/overview", get)]


def _asked(request: web.Request) -> Asked:
    query = request.query
    only = query.get("only")
    if only is not None and only not in ONLY:
        raise BadMessage(f"only must be one of {', '.join(ONLY)}.")
    return Asked(
        clinic=_printable(request.match_info["clinic"], "clinic"),
        page=page_number(query.get("page", "1"), "page"),
        cases=page_number(query.get("cases", "1"), "cases"),
        patient=_printable(query["patient"], "patient") if query.get("patient") else None,
        only=only,  # type: ignore[arg-type]
        channel=_printable(query["channel"], "channel") if query.get("channel") else None,
        since=_time(query["since"], "since") if "since" in query else None,
        until=_time(query["until"], "until") if "until" in query else None,
    )


def _printable(text: str, name: str) -> str:
    if not text.isprintable():
        raise BadMessage(f"{name} must be text without control characters.")
    return text


def page_number(text: str, name: str) -> int:
    """The number of a page in an address; BadMessage when it is none."""
    known = text.isascii() and text.isdigit() and len(text) < 6
    if not known or not 0 < int(text) <= MOST_PAGES:
        raise BadMessage(f"{name} must be a whole number from 1 to {MOST_PAGES}.")
    return int(text)


def _time(text: str, name: str) -> float:
    try:
        at = float(text)
    except ValueError:
        at = math.nan
    if not math.isfinite(at):
        raise BadMessage(f"{name} must be Unix seconds.")
    return at
