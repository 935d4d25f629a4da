"""The text messages a page may send over the camera socket: `pong`, nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass

from contract.errors import BadMessage
from contract.wire import from_json


@dataclass(frozen=True)
class Pong:
    """The page's answer to a `ping`."""

    sent: float
    """The number from the ping, unchanged."""
    page: float
    """The page's clock when the ping arrived, Unix seconds."""


def read_pong(text: str) -> Pong:
    """The pong in a text message; BadMessage naming what is wrong."""
    try:
        body = json.loads(text)
    except ValueError:
        raise BadMessage("A text message here must be JSON.") from None
    if not isinstance(body, dict) or body.get("kind") != "pong":
        raise BadMessage("A text message here must be a JSON object of kind pong.")
    return from_json({key: value for key, value in body.items() if key != "kind"}, Pong)
