"""Rasa's own copy of a session's answers, in the slot `answers`: what the store loses, it gets
again at the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contract.messages import Answer, Start
from contract.wire import from_json, to_json


def keep(
    slot: list[dict[str, Any]] | None, stored: Iterable[Answer], posted: Start | Answer | None
) -> list[dict[str, Any]]:
    """The slot with the store's answers and the one just posted, each once."""
    new = [posted] if isinstance(posted, Answer) else []
    answers = [*kept(slot), *stored, *new]
    return [to_json(one) for one in {(a.item, a.message): a for a in answers}.values()]


def kept(slot: list[dict[str, Any]] | None) -> list[Answer]:
    """The answers in the slot."""
    return [from_json(body, Answer) for body in slot or []]
