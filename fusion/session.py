"""A session's life in the store: opened, closed, reopened by a reply, closed when idle."""

from __future__ import annotations

import secrets

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from contract.errors import Conflict, NotFound
from contract.messages import CloseReason
from fusion.tables import PatientRow, ReplyRow, SessionMoodRow, SessionRow


def locked(db: Db, session: str) -> SessionRow:
    """The session's row, held until the transaction ends; NotFound when there is none."""
    return found(db, session, lock=True)


def found(db: Db, session: str, lock: bool = False) -> SessionRow:
    """The session's row; NotFound when there is none."""
    query = select(SessionRow).where(SessionRow.session == session)
    # "No key": rows that refer to the session, as the overview's line does, need not wait for it.
    held = query.with_for_update(key_share=True) if lock else query
    row = db.scalar(held) if session.isprintable() else None
    if row is None:
        raise NotFound("No such session; open the patient's link to start one.")
    return row


def opened(db: Db, patient: str, channel: str, at: float) -> SessionRow:
    """The patient's open session on the channel, or a new one; NotFound without the patient."""
    query = select(PatientRow).where(PatientRow.patient == patient).with_for_update()
    known = db.scalar(query) if patient.isprintable() else None
    if known is None:
        raise NotFound("No such patient; make an invite first.")
    still_open = (
        select(SessionRow)
        .where(SessionRow.patient == patient, SessionRow.channel == channel)
        .where(SessionRow.closed.is_(None))
        .order_by(SessionRow.opened.desc())
    )
    row = db.scalars(still_open).first()
    if row is None:
        row = SessionRow(
            # Never a "-" first: a command would take it for an option.
            session=f"s{secrets.token_urlsafe(24)}",
            patient=patient,
            channel=channel,
            opened=at,
            language=known.language,
        )
        db.add(row)
        db.flush()
    return row


def close(row: SessionRow, reason: CloseReason, at: float) -> bool:
    """Close it; False when it was closed before, which stays as it was."""
    if row.closed is not None:
        return False
    row.closed, row.reason = at, reason
    return True


def resume(db: Db, row: SessionRow, *, another: bool = False) -> bool:
    """Reopen it for a reply; False when it was open. Its mood goes: it has to be computed anew.

    Raises Conflict when it is complete and the reply does not choose another questionnaire.
    """
    if row.closed is None:
        return False
    if row.reason == "completed" and not another:
        raise Conflict("This session is complete; open the link again to start a new one.")
    row.closed = row.reason = None
    mood = db.get(SessionMoodRow, row.session)
    if mood is not None:
        db.delete(mood)
    return True


def idle_since(db: Db, before: float) -> list[str]:
    """Ids of the open sessions that were opened, and last written to, before that time."""
    last = func.coalesce(func.max(ReplyRow.at), SessionRow.opened)
    query = (
        select(SessionRow.session)
        .outerjoin(ReplyRow, ReplyRow.session == SessionRow.session)
        .where(SessionRow.closed.is_(None), SessionRow.opened < before)
        .group_by(SessionRow.session, SessionRow.opened)
        .having(last < before)
    )
    return list(db.scalars(query))
