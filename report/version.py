"""Which Vultus this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def vultus() -> str:
    """The version of the program."""
    try:
        return version("vultus")
    except PackageNotFoundError:
        return "unknown"
