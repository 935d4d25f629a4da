"""What a patient's sessions measured, read back for the comparison with their own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session as Db

from contract.messages import Expressivity, Measured
from contract.wire import from_json
from fusion.constants import Constants
from fusion.expressivity import placed
from fusion.tables import SessionMoodRow, SessionRow


def measured(db: Db, session: SessionRow, constants: Constants) -> float | None:
    """The session's own E on the scale of these constants; None when it has none."""
    found = db.scalar(_expressivity().where(SessionMoodRow.session == session.session))
    return _value(found, constants)


def earlier(db: Db, session: SessionRow, constants: Constants) -> list[Measured]:
    """E of the same patient's sessions that were opened before this one, where it was measured."""
    head = SessionRow
    same_time = (head.opened == session.opened) & (head.session < session.session)
    query = (
        select(head.session, head.opened, SessionMoodRow.body["expressivity"])
        .join(SessionMoodRow, SessionMoodRow.session == head.session)
        .where(head.patient == session.patient)
        .where(or_(head.opened < session.opened, same_time))
        .order_by(head.opened, head.session)
    )
    values = [(id, at, _value(found, constants)) for id, at, found in db.execute(query)]
    return [Measured(id, at, value) for id, at, value in values if value is not None]


def _expressivity() -> Any:
    return select(SessionMoodRow.body["expressivity"])


def _value(found: Any, constants: Constants) -> float | None:
    """Placed anew: constants may have changed since, what was measured has not."""
    if found is None:
        return None
    moved = from_json(found, Expressivity)
    if moved.amplitude is None or moved.activity is None:
        return None
    return placed(moved.amplitude, moved.activity, constants)
