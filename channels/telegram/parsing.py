"""Updates from JSON. Telegram adds new kinds of content before the library knows them: whatever an
update brings besides, its words are read, and one that cannot be read at all holds up no other."""

from __future__ import annotations

import logging
from typing import Any

from aiogram.types import Update
from pydantic import ValidationError

log = logging.getLogger(__name__)

_MESSAGE = ("message_id", "date", "edit_date")
_CHAT = ("id", "type")
_PERSON = ("id", "is_bot", "first_name")


def parsed(body: dict[str, Any]) -> Update:
    """The update; with its words alone, or empty, when that is all that can be read.

    ValidationError when it has no update_id.
    """
    for form in (body, _words_only(body)):
        try:
            return Update.model_validate(form)
        except ValidationError:
            log.warning("telegram update of an unknown form")
    return Update.model_validate({"update_id": body.get("update_id")})


def _words_only(body: dict[str, Any]) -> dict[str, Any]:
    kept = {"update_id": body.get("update_id")}
    for kind in ("message", "edited_message"):
        message = body.get(kind)
        if isinstance(message, dict):
            kept[kind] = _some(message, _MESSAGE) | {
                "chat": _some(message.get("chat"), _CHAT),
                "from": _some(message.get("from"), _PERSON),
                "text": message.get("text") or message.get("caption"),
            }
    return kept


def _some(body: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: body[name] for name in names if name in body} if isinstance(body, dict) else {}
