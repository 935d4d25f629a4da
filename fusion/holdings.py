"""Where a patient's rows are, by a rule: a table leads to a patient by a column or a foreign key.

Each table stands in one of the three lists below; `unassigned` names those that do not.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, MetaData, Table, select

from fusion import chat_tables, rights_tables, tables

Base = tables.Base
_MODULES = (chat_tables, rights_tables)  # imported so that `Base.metadata` has their tables

ERASED = frozenset(
    {
        "answer",
        "alert_due",
        "bot_turn",
        "chat",
        "consent",
        "face_window",
        "invite",
        "patient",
        "reminder",
        "removal",
        "reply",
        "reply_score",
        "respondent",
        "schedule",
        "session",
        "session_mood",
        "shown",
        "start",
        "switch",
    }
)
"""Their rows of a patient are deleted."""
PSEUDONYMISED: dict[str, str] = {
    "alert": "Shows when an alert was raised and by which rule: the clinic answers for it.",
    "alert_step": "Shows who at the clinic did what about an alert; the words are emptied.",
}
"""Their rows stay, with ids in place of the patient's and the sessions', and why they stay."""
NOBODYS: dict[str, str] = {
    "erasure": "Proofs: counts, and who at the clinic erased.",
}
"""They hold nothing of a patient, and why."""


def unassigned(metadata: MetaData = Base.metadata) -> list[str]:
    """Tables of which nobody has said what an erasure does with them, and wrongly listed ones."""
    wrong = []
    for name, table in metadata.tables.items():
        lists = (name in ERASED, name in PSEUDONYMISED, name in NOBODYS)
        leads = rows_of(table, "") is not None
        if sum(lists) != 1 or leads == (name in NOBODYS):
            wrong.append(name)
    return sorted(wrong)


def rows_of(table: Table, patient: str) -> ColumnElement[bool] | None:
    """The condition that finds a patient's rows; None where the table leads to no patient."""
    if "patient" in table.c:
        return table.c.patient == patient
    if "session" in table.c:
        sessions = tables.SessionRow.__table__.c
        return table.c.session.in_(select(sessions.session).where(sessions.patient == patient))
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
        inner = rows_of(key.column.table, patient) if key.column.table is not table else None
        if inner is not None:
            return key.parent.in_(select(key.column).where(inner))
    return None


def in_order() -> list[Table]:
    """Every table, what others refer to first."""
    return list(Base.metadata.sorted_tables)
