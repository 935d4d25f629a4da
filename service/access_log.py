"""The access log: routes, never the tokens that stand in addresses."""

from __future__ import annotations

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

from service.guard import route_name


class RouteLogger(AbstractAccessLogger):
    """Access log by route pattern, so that the tokens in links never reach it."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """One line a request: method, route, status, milliseconds.

        Of what the parts say to each other only refusals: it is most of the requests, and each
        part logs its own events.
        """
        route = route_name(request) if isinstance(request, web.Request) else "unknown"
        if route.startswith("/internal/") and response.status < 400:
            return
        extra = {
            "method": request.method,
            "route": route,
            "status": response.status,
            "ms": round(time * 1000, 1),
        }
        self.logger.info("request", extra=extra)
