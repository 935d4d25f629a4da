"""Which language a patient is spoken to in: of the patient, and of all their sessions."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session as Db

from contract.errors import BadMessage, NotFound
from fusion.tables import PatientRow, SessionRow
from texts.language import known


def choose(db: Db, patient: str, language: str | None) -> None:
    """From now on, in all sessions: the page draws an ended one too, and has one language. None:
    the installation's language again."""
    if language is not None and language not in known():
        raise BadMessage(f"There are no texts in that language. Known: {', '.join(known())}.")
    query = select(PatientRow).where(PatientRow.patient == patient).with_for_update()
    row = db.scalar(query) if patient.isprintable() else None
    if row is None:
        raise NotFound("No such patient; make an invite first.")
    row.language = language
    theirs = SessionRow.patient == patient
    db.execute(update(SessionRow).where(theirs).values(language=language))
