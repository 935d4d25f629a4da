"""What outlives a patient is moved to a made-up patient: the alert trail stays, and leads nowhere.

The triggers of migration 0010 allow exactly this change and no other.
"""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import String, Table, cast, func, literal, select, update
from sqlalchemy.orm import Session as Db

from contract.messages import Kept
from fusion.account_tables import AuditRow
from fusion.holdings import PSEUDONYMISED, SEALED, in_order, rows_of
from fusion.tables import MAIN, PatientRow, SessionRow

ERASED_ID = "erased-"
"""How the ids begin that lead to nobody."""


def is_pseudonym(column: Any) -> Any:
    """The condition that an id leads to nobody."""
    return column.like(f"{ERASED_ID}%")


def move(db: Db, sessions: list[SessionRow], at: float) -> dict[str, int]:
    """Move what is kept of these sessions, all of one patient, to ids that lead to nobody.

    How many rows of each table that were.
    """
    names = [row.session for row in sessions]
    tables = [table for table in in_order() if table.name in PSEUDONYMISED and table.foreign_keys]
    held = [name for name in names if any(_holds(db, table, name) for table in tables)]
    if not held:
        return dict.fromkeys((table.name for table in tables), 0)
    patient = f"{ERASED_ID}{secrets.token_hex(8)}"
    theirs = db.get(PatientRow, sessions[0].patient)
    clinic = MAIN if theirs is None else theirs.clinic
    db.add(PatientRow(patient=patient, created=at, clinic=clinic))
    db.flush()
    for row in sessions:
        if row.session in held:
            _move_session(db, tables, row, patient, at)
    return {table.name: _blank(db, table, patient) for table in tables}


def forget(db: Db, patient: str) -> dict[str, int]:
    """Leave the lines of the audit log, with an id that leads to nobody in place of the patient's;
    of `move`'s kind, but for a table that refers to none."""
    nobody = f"{ERASED_ID}{secrets.token_hex(8)}"
    moved: Any = db.execute(
        update(AuditRow).where(AuditRow.patient == patient).values(patient=nobody, session=None)
    )
    return {AuditRow.__tablename__: int(moved.rowcount)}


def forget_session(db: Db, session: str) -> None:
    """Take a deleted session's id out of the audit log; the lines stay with their patient."""
    db.execute(update(AuditRow).where(AuditRow.session == session).values(session=None))


def kept(counts: dict[str, int]) -> tuple[Kept, ...]:
    """The counts with the reasons."""
    return tuple(
        Kept(name, rows, PSEUDONYMISED[name].because) for name, rows in counts.items() if rows
    )


def _holds(db: Db, table: Table, session: str) -> bool:
    if "session" not in table.c:
        return False
    return db.scalar(select(func.count()).where(table.c.session == session)) != 0


def _move_session(db: Db, tables: list[Table], row: SessionRow, patient: str, at: float) -> None:
    session = f"{ERASED_ID}{secrets.token_hex(8)}"
    db.add(
        SessionRow(
            session=session,
            patient=patient,
            channel=row.channel,
            opened=row.opened,
            closed=row.closed or at,
            reason=row.reason,
        )
    )
    db.flush()
    for table in tables:
        if "session" in table.c:
            mine = table.c.session == row.session
            db.execute(update(table).where(mine).values(_ids(table, session, patient)))


def _ids(table: Table, session: str, patient: str) -> dict[str, Any]:
    """The columns with ids, and what they become; a message's id was made by the patient's page."""
    values: dict[str, Any] = {"session": session}
    if "patient" in table.c:
        values["patient"] = patient
    if "message" in table.c:
        (key,) = table.primary_key.columns
        values["message"] = literal(ERASED_ID).concat(cast(key, String))
    return values


def _blank(db: Db, table: Table, patient: str) -> int:
    """Empty the words in the rows that were moved; how many rows there are."""
    where = rows_of(table, patient)
    assert where is not None
    sealed = SEALED.get(table.name, ())
    if sealed:
        db.execute(update(table).where(where).values(dict.fromkeys(sealed, "")))
    count: int = db.scalar(select(func.count()).select_from(table).where(where)) or 0
    return count
