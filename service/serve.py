"""Serves parts of Vultus until it is told to stop."""

from __future__ import annotations

import sys
from dataclasses import replace

from aiohttp import web

from contract.errors import BadSetting
from contract.logs import start_logging
from contract.settings import load_settings
from service.access_log import RouteLogger
from service.app import build


def serve(*parts: str) -> None:
    """Serve these parts, or those of the settings; a wrong setting ends it with one sentence."""
    start_logging()
    try:
        settings = load_settings()
        app = build(replace(settings, parts=parts or settings.parts))
    except BadSetting as error:
        sys.exit(error.text)
    try:
        web.run_app(
            app,
            host=settings.host,
            port=settings.port,
            access_log_class=RouteLogger,
            print=None,
            shutdown_timeout=5.0,
        )
    except BadSetting as error:  # what only shows when a part starts, such as a wrong key
        sys.exit(error.text)
