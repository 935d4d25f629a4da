"""Where a patient's rows are, by a rule: a table leads to a patient by a column or a foreign key.

Each table stands in one of the three lists below; `unassigned` names those that do not.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, MetaData, Table, select

from fusion import (
    account_tables,
    audit_period,
    chat_tables,
    glance_table,
    mark_table,
    outbox_table,
    rating_tables,
    rights_tables,
    tables,
)

Base = tables.Base
_MODULES = (
    account_tables,
    audit_period,
    chat_tables,
    glance_table,
    mark_table,
    outbox_table,
    rating_tables,
    rights_tables,
)  # imported so that `Base.metadata` has their tables

ERASED: dict[str, str] = {
    "answer": "The answers to the questionnaires; the latest of an item counts.",
    "alert_due": "When the next notice of an alert is to be sent.",
    "bot_turn": "What the program said.",
    "chat": "The chat on another channel than the web.",
    "consent": "Every yes and no to the reading of words and face.",
    "face_window": "What the camera's pictures came to, at most a second each; no picture is kept.",
    "fhir_outbox": "Which sessions were sent to the hospital's own system, and when.",
    "glance": "The line of the clinic's overview, made from the rest.",
    "invite": "The links that were given out.",
    "mark": "What the clinic noted on the time line: medication and events.",
    "patient": "The patient: a made-up id.",
    "rating": "How clinicians judged the mood of a session.",
    "reading": "Who at the clinic has read a session, and how far it had come then.",
    "reminder": "Reminders that were sent.",
    "removal": "What was deleted of a session before.",
    "reply": "What the patient typed and pressed.",
    "reply_score": "The mood that a program estimated from typed words.",
    "respondent": "Who answered: the patient, with help, or somebody else.",
    "schedule": "When a questionnaire is due.",
    "session": "The sittings.",
    "session_mood": "The mood that a program estimated for a session.",
    "shown": "What was sent to the chat.",
    "start": "The questionnaires that were chosen.",
    "switch": "Whether face and words are used for the patient, as the clinic decided.",
}
"""Their rows of a patient are deleted; and what they hold, for a patient to read."""


@dataclass(frozen=True)
class Moved:
    """A table whose rows stay, with ids in place of the patient's and the sessions'."""

    what: str
    """What it holds, for a patient to read."""
    because: str
    """Why it stays."""


PSEUDONYMISED: dict[str, Moved] = {
    "alert": Moved(
        "When a reply made an alert.",
        "Shows when an alert was raised and by which rule: the clinic answers for it.",
    ),
    "alert_step": Moved(
        "What the clinic did about an alert.",
        "Shows who at the clinic did what about an alert; the words are emptied.",
    ),
    "audit": Moved(
        "Who at the clinic read or did what, and when.",
        "Shows who used data of patients: the clinic answers for it; no row leads to a session.",
    ),
}
NOBODYS: dict[str, str] = {
    "clinic": "The clinics.",
    "audit_purge": "When lines of the audit log were deleted, as counts.",
    "staff": "Who may sign in to the clinic's pages.",
    "rotation": "When the key was changed.",
    "erasure": "Proofs: counts, and who at the clinic erased.",
}
"""They hold nothing of a patient, and why."""
SEALED: dict[str, tuple[str, ...]] = {
    **{str(row.__tablename__): names for row, names in tables.SEALED.items()},
    "chat": ("address",),
}
"""Columns that are encrypted, by table."""


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


def rows_of_session(table: Table, session: str) -> ColumnElement[bool] | None:
    """The condition that finds a session's rows; None where the table leads to no session."""
    if "session" in table.c:
        return table.c.session == session
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
        other = key.column.table
        inner = rows_of_session(other, session) if other is not table else None
        if inner is not None:
            return key.parent.in_(select(key.column).where(inner))
    return None


def in_order() -> list[Table]:
    """Every table, what others refer to first."""
    return list(Base.metadata.sorted_tables)
