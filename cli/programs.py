"""The three programs of Vultus: their commands, environments and how each says that it is well."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from contract.settings import SETTINGS, Settings

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "bot" / "models" / "vultus.tar.gz"


@dataclass(frozen=True)
class Program:
    """One process that must run for Vultus to work."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str]
    """All of its environment."""
    health_url: str
    """Answers 200 once it serves."""
    port: int
    port_setting: str
    """The setting to change when the port is taken."""


def programs(settings: Settings) -> tuple[Program, ...]:
    """The service first: it holds the store that the others need."""
    return (_service(settings), _actions(settings), _rasa(settings))


def environment(settings: Settings) -> dict[str, str]:
    """This process's environment with these settings instead of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("VULTUS_")}
    return kept | {
        f"VULTUS_{name.upper()}": _text(getattr(settings, name)) for name, *_ in SETTINGS
    }


def _service(settings: Settings) -> Program:
    return Program(
        name="service",
        command=(str(ROOT / ".venv/bin/python"), "-m", "service"),
        environment=environment(settings),
        health_url=f"http://127.0.0.1:{settings.port}/healthz",
        port=settings.port,
        port_setting="VULTUS_PORT",
    )


def _actions(settings: Settings) -> Program:
    port = str(settings.actions_port)
    python = str(ROOT / ".venv-bot/bin/python")
    return Program(
        name="actions",
        command=(python, "-m", "actions"),
        environment=_rasa_environment(settings),
        health_url=f"http://127.0.0.1:{port}/health",
        port=settings.actions_port,
        port_setting="VULTUS_ACTIONS_PORT",
    )


def _rasa(settings: Settings) -> Program:
    port = str(settings.rasa_port)
    command = (
        *(str(ROOT / ".venv-bot/bin/python"), "-m", "rasa", "run", "--model", str(MODEL)),
        *("--interface", "127.0.0.1", "--port", port),
        *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
    )
    return Program(
        name="rasa",
        command=command,
        environment=_rasa_environment(settings),
        health_url=f"http://127.0.0.1:{port}/",
        port=settings.rasa_port,
        port_setting="VULTUS_RASA_PORT",
    )


def _rasa_environment(settings: Settings) -> dict[str, str]:
    return environment(settings) | {
        "ACTION_ENDPOINT_URL": f"http://127.0.0.1:{settings.actions_port}/webhook",
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",  # the action server has no authentication: loopback only
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def _text(value: object) -> str:
    """A setting as its variable holds it."""
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, Path):
        return str(value.resolve())
    return str(value)
