"""The answers that count: of each item the latest."""

from __future__ import annotations

from collections.abc import Iterable

from contract.messages import Answer


def latest(answers: Iterable[Answer]) -> dict[str, Answer]:
    """The latest answer of each item, by item; of two at the same time the later in the list."""
    found: dict[str, Answer] = {}
    for answer in answers:
        known = found.get(answer.item)
        if known is None or answer.at >= known.at:
            found[answer.item] = answer
    return found
