"""What a bench command was given cannot be measured."""

from __future__ import annotations

from contract.errors import VultusError


class CannotMeasure(VultusError):
    """The text says which file or argument, what is wrong with it, and what to do."""

    code = "cannot_measure"
