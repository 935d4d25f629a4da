"""Rasa's own copy of a session's answers, in the slot `answers`: what the store loses, it gets
again at the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contract.messages import Answer
from contract.wire import from_json


def kept(slot: list[dict[str, Any]] | None) -> list[Answer]:
    """The answers in the slot."""
    return [from_json(body, Answer) for body in slot or []]


def keep(slot: list[dict[str, Any]] | None, stored: Iterable[Answer]) -> list[Answer]:
    """The slot's answers and the store's, each once."""
    return list({(one.item, one.message): one for one in [*kept(slot), *stored]}.values())
