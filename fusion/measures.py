"""Counts of the store for whoever watches the service: no ids, nothing of a patient."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from contract.alerting import PERSONAL
from fusion.pseudonyms import is_pseudonym
from fusion.tables import AlertRow, AlertStepRow, SessionRow


def counts(db: Db) -> dict[str, float]:
    """Sessions that are open, alerts that are, and those that nobody has taken on."""
    open_ones = SessionRow.closed.is_(None), ~is_pseudonym(SessionRow.session)
    return {
        "open_sessions": _count(db, SessionRow.session, *open_ones),
        "open_alerts": _count(db, AlertRow.number, ~_has_step(("closed",))),
        "unacknowledged_alerts": _count(db, AlertRow.number, ~_has_step(PERSONAL)),
    }


def _count(db: Db, column: Any, *where: Any) -> float:
    return float(db.scalar(select(func.count(column)).where(*where)) or 0)


def _has_step(kinds: tuple[str, ...]) -> Any:
    mine = select(AlertStepRow.number).where(AlertStepRow.alert == AlertRow.number)
    return mine.where(AlertStepRow.step.in_(kinds)).correlate(AlertRow).exists()
