"""The action server: rasa-sdk's, on loopback, with errors that carry nothing of the patient's.

Its own error handler answers with the whole request, and Rasa would log that: the tracker's words.
"""

from __future__ import annotations

import logging
import traceback

from rasa_sdk.endpoint import create_app
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from contract.errors import VultusError
from contract.settings import Settings
from questionnaires.loader import load_all

log = logging.getLogger(__name__)


def serve(settings: Settings) -> None:
    """Run until stopped. There is no authentication: it listens on loopback only."""
    names = ", ".join(load_all())
    log.info("action server starts", extra={"port": settings.actions_port, "have": names})
    build().run("127.0.0.1", settings.actions_port, workers=1, access_log=False, motd=False)


def build() -> Sanic:
    """The application with every action of this package."""
    app = create_app("actions", cors_origins=[])
    app.error_handler.add(Exception, _failed)
    return app


def _failed(request: Request, error: Exception) -> HTTPResponse:
    """Any error is a 500, which Rasa takes as the action's failure; the log says which it was."""
    kind = type(error).__name__
    reason = error.text if isinstance(error, VultusError) else _places(error)
    log.error("action failed", extra={"error": kind, "reason": reason})
    return json({"error": kind}, status=500)


def _places(error: Exception) -> list[str]:
    """Where it came from, without its text: that may hold a patient's words."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
