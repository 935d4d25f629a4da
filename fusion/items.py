"""Items of the questionnaires as the store sees them: nothing is lost when they cannot be read."""

from __future__ import annotations

import logging

from contract.errors import NotFound
from questionnaires.definition import Item
from questionnaires.loader import find_item, load_all

log = logging.getLogger(__name__)


def known_item(item_id: str | None) -> Item | None:
    """The item of that id; None when there is none or the definitions cannot be read."""
    if item_id is None:
        return None
    try:
        return find_item(item_id)[1]
    except NotFound:
        log.warning("item unknown", extra={"item": item_id})
    except Exception as error:  # a reply is stored whatever is wrong with the files
        log.error("items unreadable", extra={"item": item_id, "error": type(error).__name__})
    return None


def alerting_items() -> frozenset[str]:
    """Ids of the items that can alert; the camera is paused while one is on show.

    None when the definitions cannot be read: a session must close all the same.
    """
    try:
        questionnaires = load_all().values()
    except Exception as error:
        log.error("items unreadable", extra={"error": type(error).__name__})
        return frozenset()
    every = (item for questionnaire in questionnaires for item in questionnaire.items)
    return frozenset(item.id for item in every if item.alert_from is not None)
