"""Rasa's own copy of a session's answers, in the slot `answers`: what the store loses, it gets
again at the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from contract.messages import Answer
from contract.wire import from_json

T = TypeVar("T")


def kept(slot: list[dict[str, Any]] | None, kind: type[T]) -> list[T]:
    """The messages of that kind in a slot."""
    return [from_json(body, kind) for body in slot or []]


def keep(slot: list[dict[str, Any]] | None, stored: Iterable[Answer]) -> list[Answer]:
    """The slot's answers and the store's, each once."""
    every = [*kept(slot, Answer), *stored]
    return list({(one.item, one.message): one for one in every}.values())
