"""One call of the HTTP API, and what its bodies are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ListOf:
    """An object with one list of messages."""

    name: str
    kind: Any


@dataclass(frozen=True)
class Plain:
    """An object with fields of these types."""

    fields: dict[str, Any]


@dataclass(frozen=True)
class Binary:
    """Something else than JSON."""

    media: str


@dataclass(frozen=True)
class OneOf:
    """Any of these messages, told apart by `kind`."""

    kinds: tuple[Any, ...]


@dataclass(frozen=True)
class Operation:
    """One call."""

    method: str
    path: str
    summary: str
    answer: Any
    body: Any = None
    query: tuple[tuple[str, dict[str, Any], bool], ...] = ()
    """Name, schema and whether it is needed."""
