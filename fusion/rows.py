"""Messages to table rows and back, derived from the fields of both."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from contract import messages
from contract.wire import from_json, to_json
from fusion import chat_tables, tables
from fusion.cipher import Cipher

T = TypeVar("T")

TABLES: dict[type[Any], type[tables.Base]] = {
    messages.Session: tables.SessionRow,
    messages.Consent: tables.ConsentRow,
    messages.Respondent: tables.RespondentRow,
    messages.Removal: tables.RemovalRow,
    messages.Start: tables.StartRow,
    messages.Switch: tables.SwitchRow,
    messages.Reply: tables.ReplyRow,
    messages.BotTurn: tables.BotTurnRow,
    messages.Shown: chat_tables.ShownRow,
    messages.ReplyScore: tables.ReplyScoreRow,
    messages.FaceWindow: tables.FaceWindowRow,
    messages.Answer: tables.AnswerRow,
    messages.Alert: tables.AlertRow,
    messages.AlertStep: tables.AlertStepRow,
}


def row_of(message: Any, cipher: Cipher, **more: Any) -> tables.Base:
    """The row of a message, its sealed columns encrypted; `more` are columns it does not carry."""
    table = TABLES[type(message)]
    body = {key: value for key, value in to_json(message).items() if key != "kind"}
    for name in tables.SEALED.get(table, ()):
        if body[name] is not None:
            body[name] = cipher.seal(body[name])
    return table(**body, **more)


def message_of(row: tables.Base, kind: type[T], cipher: Cipher) -> T:
    """The message of a row."""
    names = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]
    body = {name: getattr(row, name) for name in names}
    for name in tables.SEALED.get(type(row), ()):
        if body[name]:  # what was emptied by an erasure is no sealed text
            body[name] = cipher.open(body[name])
    return from_json(body, kind)
