"""`/metrics` for Prometheus: requests by route pattern, and what the parts count; no ids.

Whoever asks shows the parts' secret, as between the parts. A part's `app.py` may have
`async def measures(app) -> Mapping[str, float]`: each name becomes a gauge `vultus_<name>`.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Mapping

from aiohttp import web
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from contract.settings import Settings
from service.guard import Handler, route_name

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Metrics:
    """What one process has counted since its start."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        labels = ("method", "route", "status")
        self._requests = Counter(
            "vultus_requests", "Requests answered, by route.", labels, registry=self._registry
        )
        self._seconds = Histogram(
            "vultus_request_seconds",
            "Seconds until the answer, by route; sockets left out.",
            ("route",),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._gauges: dict[str, Gauge] = {}

    def note(self, request: web.Request, status: int, seconds: float) -> None:
        """One request was answered; a method that nobody knows is no label of its own."""
        route = route_name(request)
        method = request.method if request.method in METHODS else "other"
        self._requests.labels(method, route, str(status)).inc()
        if status != 101:
            self._seconds.labels(route).observe(seconds)

    def text(self, measures: Mapping[str, float]) -> bytes:
        """All of it in Prometheus's format, the gauges as they are now."""
        for name, value in measures.items():
            if name not in self._gauges:
                self._gauges[name] = Gauge(
                    f"vultus_{name}", name.replace("_", " ").capitalize(), registry=self._registry
                )
            self._gauges[name].set(value)
        return generate_latest(self._registry)


metrics_key = web.AppKey("metrics", Metrics)


@web.middleware
async def measured(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Count every request; the outermost, so that errors have their status."""
    started, status = time.perf_counter(), 500
    try:
        answer = await handler(request)
        status = answer.status
        return answer
    except web.HTTPException as error:
        status = error.status
        raise
    finally:
        seconds = time.perf_counter() - started
        request.app[metrics_key].note(request, status, seconds)


def attach(app: web.Application, settings: Settings) -> None:
    """Add the route."""
    app[metrics_key] = Metrics()

    async def metrics(request: web.Request) -> web.Response:
        found: dict[str, float] = {}
        for part in settings.parts:
            measures = getattr(importlib.import_module(f"{part}.app"), "measures", None)
            if measures is not None:
                found |= await measures(request.app)
        body = request.app[metrics_key].text(found)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    app.router.add_get("/metrics", metrics)
