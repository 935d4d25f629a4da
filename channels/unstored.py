"""The help message for a reply that the store could not be given: the last thing that must work."""

from __future__ import annotations

import logging

from contract.messages import Reply
from contract.settings import Settings
from questionnaires.definition import Item
from questionnaires.loader import find_item
from safety.alert import alert_of, asked_item
from safety.help import unstored_message
from texts.speaking import chosen

log = logging.getLogger(__name__)


def unstored_safety(reply: Reply, settings: Settings) -> str | None:
    """The message that the reply needs by its words or its item; None when it needs none."""
    return unstored_message(alert_of(reply, _item(asked_item(reply)), chosen()), settings)


def _item(id: str | None) -> Item | None:
    """The item, if the definitions can be read; the words alone are looked at otherwise."""
    try:
        return None if id is None else find_item(id)[1]
    except Exception as error:
        log.error("items unreadable", extra={"error": type(error).__name__})
        return None
