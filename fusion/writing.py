"""Writing one message: what must hold for its kind, and what follows from it at once.

The caller holds the session row's lock, so looking before inserting is safe.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from contract.errors import BadMessage, Conflict, NoConsent, NotFound
from contract.messages import (
    Alert,
    Answer,
    BotTurn,
    Consent,
    FaceWindow,
    Receipt,
    Removal,
    RemovalReason,
    Removed,
    Reply,
    ReplyScore,
    Respondent,
    Shown,
    Start,
)
from fusion import tables
from fusion.cases import raise_alert
from fusion.cipher import Cipher
from fusion.invites import locked_out
from fusion.items import known_item
from fusion.record import by_proxy, consented, reply_row
from fusion.rows import TABLES, message_of, row_of
from fusion.session import resume
from questionnaires.definition import Item
from questionnaires.payload import parse_payload
from questionnaires.resolve import is_command, resolve
from questionnaires.typed import chat_at
from safety.alert import alert_of, asked_item

KEYS: dict[type[Any], tuple[str, ...]] = {
    Consent: ("scope", "given", "at"),
    Respondent: ("who", "at"),
    Start: ("message",),
    Reply: ("message",),
    BotTurn: ("message",),
    ReplyScore: ("message",),
    FaceWindow: ("start",),
    Answer: ("item", "message"),
    Alert: ("message", "source"),
    Shown: ("entry",),
}
"""Fields that, within a session, make two messages the same one."""

_SCOPED: dict[str, tuple[Removed, Any]] = {
    "camera": ("face", tables.FaceWindowRow),
    "text": ("text", tables.ReplyScoreRow),
}
"""What is deleted when the consent of a scope is withdrawn, and when a proxy answers."""


def write(db: Db, session: tables.SessionRow, message: Any, cipher: Cipher) -> Receipt:
    """Store a checked message of a kind in KEYS; a repeat changes nothing.

    Raises Conflict for the same id with other content and NoConsent for data not agreed to.
    """
    if isinstance(message, Reply):
        return _write_reply(db, session, message, cipher)
    if _stored(db, message) is not None:
        return Receipt(created=False)
    _refuse_unfit(db, session, message)
    if isinstance(message, Alert):
        raise_alert(db, message, cipher)
        return Receipt(created=True)
    db.add(row_of(message, cipher))
    db.flush()
    if isinstance(message, (Consent, Respondent)):
        _forget(db, message.session, message.at, cipher)
    return Receipt(created=True)


def _forget(db: Db, session: str, at: float, cipher: Cipher) -> None:
    """Delete the derived numbers that are not agreed to, or are not the patient's."""
    why: RemovalReason = "proxy" if by_proxy(db, session) else "withdrawn"
    for scope, (what, table) in _SCOPED.items():
        if not consented(db, session, scope):
            gone: Any = db.execute(delete(table).where(table.session == session))
            if gone.rowcount:
                db.add(row_of(Removal(session, what, why, gone.rowcount, at), cipher))


def _refuse_unfit(db: Db, session: tables.SessionRow, message: Any) -> None:
    if isinstance(message, Consent) and message.patient != session.patient:
        raise BadMessage("Consent.patient is not the patient of this session.")
    if isinstance(message, FaceWindow):
        if not consented(db, message.session, "camera"):
            raise NoConsent("No camera consent in this session; stop sending frames.")
        if locked_out(db, session.patient):
            raise NoConsent("The patient's link was revoked; stop sending frames.")
    if isinstance(message, ReplyScore):
        if reply_row(db, message.session, message.message) is None:
            raise NotFound(f"No reply {message.message} to score in this session.")
        if not consented(db, message.session, "text"):
            raise NoConsent("No consent to text analysis in this session; do not score it.")


def _write_reply(db: Db, session: tables.SessionRow, reply: Reply, cipher: Cipher) -> Receipt:
    """Store a reply and the alert it raises, in the caller's one transaction."""
    stored = reply_row(db, reply.session, reply.message)
    if stored is not None:
        _refuse_other(message_of(stored, Reply, cipher), reply)
        return Receipt(created=False, alert=_alert(db, reply, cipher))
    item, asked = known_item(reply.item), asked_item(reply)
    alert = alert_of(reply, item if asked == reply.item else known_item(asked), session.language)
    if alert is None or session.reason != "completed":
        # What alerts is kept even when there is nothing to go on with.
        resume(db, session, another=_chooses(reply))
    words = reply.typed and item_words(item, reply)
    open_item = item is not None and item.kind == "text"
    db.add(row_of(reply, cipher, words=words, open_item=open_item))
    db.flush()
    if alert is not None:
        raise_alert(db, alert, cipher)
    return Receipt(created=True, alert=alert)


def _chooses(reply: Reply) -> bool:
    """Whether it is the button of a questionnaire."""
    try:
        payload = parse_payload(reply.payload or "")
    except BadMessage:
        return False
    return payload.intent == "start_questionnaire"


def item_words(item: Item | None, reply: Reply) -> bool:
    """Whether words typed in an item are no command, no small talk and none of its options."""
    if reply.item is None or is_command(reply.text) is not None:
        return False
    if chat_at(reply.item, reply.text) is not None:
        return False
    return item is None or item.kind == "text" or resolve(item, reply.text) is None


def _refuse_other(stored: Reply, reply: Reply) -> None:
    same = stored.text, stored.payload, stored.item
    if same != (reply.text, reply.payload, reply.item):
        raise Conflict(f"Reply {reply.message} was stored with other content; use a new id.")


def _alert(db: Db, reply: Reply, cipher: Cipher) -> Alert | None:
    table = tables.AlertRow
    mine = table.session == reply.session, table.message == reply.message
    row = db.scalars(select(table).where(*mine).order_by(table.number)).first()
    return None if row is None else message_of(row, Alert, cipher)


def _stored(db: Db, message: Any) -> tables.Base | None:
    table: Any = TABLES[type(message)]
    same = [getattr(table, name) == getattr(message, name) for name in KEYS[type(message)]]
    row: tables.Base | None = db.scalar(
        select(table).where(table.session == message.session, *same)
    )
    return row
