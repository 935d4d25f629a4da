"""Builds the aiohttp application of the parts that `VULTUS_PARTS` names."""

from __future__ import annotations

import importlib

from aiohttp import web

from contract.secret import part_secret
from contract.settings import Settings
from service.guard import bearer_check, error_shape, secret_key, security_headers
from service.health import attach as attach_health
from service.metrics import attach as attach_metrics
from service.metrics import measured
from service.openapi import attach as attach_docs

MAX_BODY_BYTES = 4 * 1024 * 1024


def build(settings: Settings) -> web.Application:
    """The application; each part adds its routes and its `cleanup_ctx` to it."""
    app = web.Application(
        middlewares=[measured, security_headers, error_shape, bearer_check],
        client_max_size=MAX_BODY_BYTES,
    )
    app[secret_key] = part_secret(settings)
    attach_health(app, settings)
    attach_metrics(app, settings)
    attach_docs(app, settings)
    for part in settings.parts:
        importlib.import_module(f"{part}.app").attach(app, settings)
    return app
