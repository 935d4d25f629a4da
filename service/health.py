"""`/healthz`: says whether this process serves, and which parts."""

from __future__ import annotations

from aiohttp import web

from contract.settings import Settings


def attach(app: web.Application, settings: Settings) -> None:
    """Add the route. It answers once every part's start-up has finished."""

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "parts": list(settings.parts)})

    app.router.add_get("/healthz", healthz)
