"""How every bench command starts: arguments by typer, an error as one text on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from contract.errors import VultusError


def run(command: Callable[..., None]) -> None:
    """Run the command with the program's arguments; exit code 1 and one text on an error."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(command)
    try:
        app()
    except VultusError as error:
        sys.exit(error.text)
