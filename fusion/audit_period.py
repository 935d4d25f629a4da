"""Deleting lines of the audit log when their period is over; the database lets nothing else do so.

Migration 0018's trigger asks for an open row here, and for a line to be a year old in any case.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import Session as Db

from contract.messages import AuditLine
from fusion import audit
from fusion.account_tables import AuditRow
from fusion.tables import Base, Number

BY = "Vultus"


class AuditPurgeRow(Base):
    """One run over the audit log; open while `finished` is not set, which no reader ever sees."""

    __tablename__ = "audit_purge"
    number: Mapped[int] = mapped_column(Number, primary_key=True)
    at: Mapped[float]
    before: Mapped[float]
    """Lines from before that moment were deleted."""
    finished: Mapped[float | None]
    rows: Mapped[int | None]


def delete_before(db: Db, limit: float, now: float) -> int:
    """Delete the lines from before `limit`; each clinic that lost some gets a line that says so."""
    old = AuditRow.at < limit
    counted = select(AuditRow.clinic, func.count()).where(old).group_by(AuditRow.clinic)
    gone = {clinic: int(count) for clinic, count in db.execute(counted)}
    if not gone:
        return 0
    run = AuditPurgeRow(at=now, before=limit, finished=None, rows=None)
    db.add(run)
    db.flush()
    done: Any = db.execute(delete(AuditRow).where(old))
    run.finished, run.rows = now, int(done.rowcount)
    day = datetime.fromtimestamp(limit, UTC).date()
    for clinic, count in sorted(gone.items()):
        lines = "1 line" if count == 1 else f"{count} lines"
        note = f"{lines} from before {day}"
        audit.add(db, AuditLine(now, clinic, "", BY, "audit log shortened", note=note))
    return run.rows
