"""Which questionnaires are validated instruments, and which our own items."""

from __future__ import annotations

from contract.errors import BadMessage
from contract.messages import Button
from questionnaires.loader import offered
from questionnaires.payload import parse_payload


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
