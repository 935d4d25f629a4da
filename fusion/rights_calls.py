"""The store's calls about patients' rights over HTTP; app.py adds them to its own."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from contract.messages import Proof
from contract.wire import from_json, to_json
from fusion.store import Store


@dataclass(frozen=True)
class Erasing:
    """Body of `POST /internal/patients/{patient}/erase`."""

    by: str


def rights_routes(
    in_thread: Callable[..., Awaitable[Any]], body: Callable[[web.Request], Awaitable[Any]]
) -> list[web.RouteDef]:
    """The routes; `in_thread` calls a function with the store, `body` reads the JSON."""

    async def erase(request: web.Request) -> web.Response:
        asked = from_json(await body(request), Erasing)
        patient = request.match_info["patient"]

        def work(store: Store) -> Proof:
            return store.rights.erase(patient, asked.by, time.time())

        return web.json_response(to_json(await in_thread(request.app, work)))

    async def download(request: web.Request) -> web.Response:
        patient = request.match_info["patient"]

        def work(store: Store) -> bytes:
            return store.rights.download(patient, time.time())

        packed = await in_thread(request.app, work)
        return web.Response(body=packed, content_type="application/zip")

    async def purge(request: web.Request) -> web.Response:
        done = await in_thread(request.app, lambda store: store.rights.purge(time.time()))
        return web.json_response(to_json(done))

    async def proofs(request: web.Request) -> web.Response:
        clinic = request.query.get("clinic")
        found = await in_thread(request.app, lambda store: store.rights.proofs(clinic))
        return web.json_response({"proofs": [to_json(one) for one in found]})

    return [
        web.get("/internal/patients/{patient}/download", download),
        web.post("/internal/patients/{patient}/erase", erase),
        web.get("/internal/erasures", proofs),
        web.post("/internal/purge", purge),
    ]
