"""Parts of the store's addresses, made safe."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def part(text: str) -> str:
    """One part of a path; a slash in it must not lead elsewhere."""
    return quote(text, safe="")


def query(**asked: str | None) -> str:
    """The end of an address that asks for these; without those that are None."""
    given = {name: value for name, value in asked.items() if value is not None}
    return f"?{urlencode(given)}" if given else ""
