"""The outbox for the FHIR server: a session goes in with its change, and out when it was taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from contract.messages import Alert, Answer, Delivery, Outgoing, Queued, Receipt, Start
from fusion.outbox_table import OutboxRow
from fusion.session import found, locked
from fusion.tables import SessionRow

HELD_S = 300.0
"""How long one worker has for a session before another may take it up."""
MOST = 4
"""Sessions that a worker gets at once: at a minute each it is done with them in time."""


def changed(db: Db, session: str, now: float) -> None:
    """Have the session sent, in the transaction of its change."""
    locked(db, session)
    row = db.get(OutboxRow, session)
    if row is None:
        row = OutboxRow(session=session, change=0, held=0.0, sent=None, pushed=None, error="")
        db.add(row)
    row.change, row.due, row.attempts = row.change + 1, now, 0
    db.flush()


def tells(db: Db, message: Any, receipt: Receipt) -> bool:
    """Whether a new message changes what is sent, besides by changing the mood.

    Alerts are told while the session is open, everything else once it is closed.
    """
    if receipt.alert is not None or isinstance(message, Alert):
        return True
    return isinstance(message, (Answer, Start)) and found(db, message.session).closed is not None


def any_due(db: Db, now: float) -> bool:
    """Whether there is anything to claim."""
    return db.scalar(_due(now).limit(1)) is not None


def claim(db: Db, now: float) -> list[Outgoing]:
    """The sessions that are due and that no worker has, the longest waiting first."""
    query = _due(now).order_by(OutboxRow.due, OutboxRow.session).limit(MOST)
    rows = list(db.scalars(query.with_for_update(skip_locked=True)))
    for row in rows:
        row.held = now + HELD_S
    db.flush()
    return [Outgoing(row.session, row.change, row.attempts, row.sent) for row in rows]


def delivered(db: Db, delivery: Delivery, now: float) -> None:
    """What came of it. A change since it was claimed stays due at once."""
    query = select(OutboxRow).where(OutboxRow.session == delivery.session).with_for_update()
    row = db.scalar(query)
    if row is None:
        return  # the session was erased meanwhile
    row.held, row.error = 0.0, delivery.error
    if delivery.sent is not None:
        row.sent, row.pushed = delivery.sent, now
    if row.change == delivery.change:
        row.due = delivery.due
        row.attempts = 0 if not delivery.error else row.attempts + 1
    db.flush()


def every(db: Db) -> list[Queued]:
    """Every session, those that are waiting first."""
    query = select(OutboxRow).order_by(OutboxRow.due.is_(None), OutboxRow.due, OutboxRow.session)
    return [
        Queued(row.session, row.due, row.attempts, row.pushed, row.error)
        for row in db.scalars(query)
    ]


def again(db: Db, sessions: Sequence[str] | None, now: float) -> int:
    """Put sessions in, None: every closed one; NotFound for one there is not. How many.

    They are sent even when nothing has changed: the server may have lost them.
    """
    if sessions is None:
        closed = select(SessionRow.session).where(SessionRow.closed.is_not(None))
        sessions = list(db.scalars(closed.order_by(SessionRow.opened, SessionRow.session)))
    for session in sessions:
        changed(db, session, now)
        row = db.get_one(OutboxRow, session)
        row.sent = None
    return len(sessions)


def _due(now: float) -> Any:
    return select(OutboxRow).where(OutboxRow.due <= now, OutboxRow.held <= now)
