"""After a backup was put back: the schema of now, the key it needs, and nobody who was erased."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from contract.settings import Settings
from fusion import erasure
from fusion.cipher import Cipher
from fusion.database import Database
from fusion.erased import Erased
from fusion.key_check import check_key
from fusion.tables import AlertStepRow, PatientRow
from fusion.trackers import Trackers

BY = "vultus restore"


def settle(settings: Settings, at: float) -> int:
    """Bring a restored database up to date; how many patients were erased again.

    Raises BadSetting when it needs another key.
    """
    database = Database.of(settings)
    check_key(database, Cipher.of(settings))
    with database.write() as db:
        gone = Erased(settings).among(db.scalars(select(PatientRow.patient)))
        for patient in gone:
            _erase_again(db, patient, at, Trackers.of(settings))
    database.scrub()
    database.close()
    return len(gone)


def _erase_again(db: Db, patient: str, at: float, trackers: Trackers) -> None:
    """An alert that was still open then has been closed since: it was erased with its patient."""
    sessions = [row.session for row in erasure.sessions_of(db, patient)]
    for number in erasure.open_alerts(db, sessions):
        db.add(AlertStepRow(alert=number, at=at, step="closed", by=BY, note=""))
    db.flush()
    erasure.erase(db, patient, BY, at, trackers.erase)
