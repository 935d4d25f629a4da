"""A questionnaire that is chosen by typing its name, where its button is offered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from channels.inbound import Said
from questionnaires.typed import chosen


def by_name(said: Said, offered: Collection[str]) -> Said:
    """The same, with the payload of the button that the words name; only outside an item."""
    if said.payload is not None or said.item is not None:
        return said
    meant = chosen(said.text)
    return replace(said, payload=meant) if meant in offered else said
