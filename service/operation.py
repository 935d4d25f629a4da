"""One call of the HTTP API, and what its bodies are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Access = Literal["secret", "link", "cookie", "anybody"]
"""Who may call: the parts and whoever runs them, a patient by link or session, signed-in staff."""


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
class Shape:
    """JSON of that media type and schema."""

    media: str
    schema: dict[str, Any]


@dataclass(frozen=True)
class Inlined:
    """A message without its `kind`, with what one field holds in place of that field, or nothing
    where it holds null."""

    kind: Any
    field: str
    held: Any


@dataclass(frozen=True)
class Socket:
    """A WebSocket."""


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
    access: Access = "secret"
    errors: str = "application/json"
    """Media type of an answer that says what is wrong."""
