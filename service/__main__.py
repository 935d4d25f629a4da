"""`python -m service` serves the parts that the settings name until it is told to stop."""

from __future__ import annotations

import sys

from aiohttp import web

from contract.errors import BadSetting
from contract.settings import load_settings
from service.app import build
from service.logs import RouteLogger, start_logging


def main() -> None:
    """Start; a wrong setting ends it with one sentence."""
    start_logging()
    try:
        settings = load_settings()
    except BadSetting as error:
        sys.exit(error.text)
    web.run_app(
        build(settings),
        host=settings.host,
        port=settings.port,
        access_log_class=RouteLogger,
        print=None,
        shutdown_timeout=5.0,
    )


if __name__ == "__main__":
    main()
