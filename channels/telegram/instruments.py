"""Which questionnaires are validated instruments, and which our own items."""

from __future__ import annotations

from collections.abc import Iterable

from contract.errors import BadMessage
from contract.messages import Button
from contract.settings import Settings
from questionnaires.loader import offered
from questionnaires.payload import parse_payload
from questionnaires.typed import chosen


def instrument_of(button: Button) -> str | None:
    """The title of the instrument that a button starts; None when it starts none.

    An instrument has a score or an item that can alert; one that cannot be read counts as one.
    """
    try:
        payload = parse_payload(button.payload)
    except BadMessage:
        return None
    if payload.intent != "start_questionnaire":
        return None
    found = offered().get(payload.entities.get("questionnaire", ""))
    if found is None:
        return button.title
    weighty = any(item.scored or item.alert_from is not None for item in found.items)
    return found.title if weighty or found.score_name else None


def named(words: str, buttons: Iterable[Button], settings: Settings) -> str | None:
    """The payload of the button whose questionnaire the words name, where that may run here."""
    meant = chosen(words)
    for button in buttons:
        if button.payload == meant:
            own_only = settings.telegram_allows == "own"
            return None if own_only and instrument_of(button) is not None else meant
    return None
