"""Help texts show an option's type where it takes a value; a flag takes none."""

from __future__ import annotations

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption


def untyped(command: object) -> None:
    """Leave `<bool>` away beside the flags of a command and of all below it."""
    if not isinstance(command, (TyperCommand, TyperGroup)):
        raise TypeError(f"no command of typer's: {command!r}")
    for option in command.get_params(typer.Context(command)):
        if isinstance(option, TyperOption) and option.is_flag:
            option.metavar = ""
    for below in command.commands.values() if isinstance(command, TyperGroup) else ():
        untyped(below)
