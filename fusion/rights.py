"""The patient's rights in the store; each call is complete when it returns. Blocking."""

from __future__ import annotations

import logging

from contract.messages import Proof, Purged
from contract.settings import Settings
from fusion import access, erasure
from fusion.backup import delete_old, folder_of
from fusion.cipher import Cipher
from fusion.database import Database
from fusion.erased import Erased
from fusion.purge import DAY_S, Purge
from fusion.trackers import Trackers

log = logging.getLogger(__name__)


class Rights:
    """What a patient may ask for, over the database and Rasa's tracker store."""

    def __init__(self, database: Database, cipher: Cipher, settings: Settings) -> None:
        self._database, self._cipher = database, cipher
        self._trackers, self._erased = Trackers.of(settings), Erased(settings)
        self._days, self._backups = settings.keep_days, folder_of(settings)

    def erase(self, patient: str, by: str, at: float) -> Proof:
        """Delete all of a patient for good, Rasa's trackers too.

        Raises NotFound, BadMessage without a name, Conflict while an alert is open.
        """
        with self._database.read() as db:
            sessions = [row.session for row in erasure.sessions_of(db, patient)]
        with self._database.write() as db:
            days = self._days["backups"]
            proof = erasure.erase(db, patient, by, at, self._trackers.erase, days)
            self._erased.add(patient)
        self._trackers.erase(sessions)  # what Rasa wrote meanwhile
        self._database.scrub()
        log.info("patient erased", extra={"reference": proof.reference, "rows": proof.erased})
        return proof

    def download(self, patient: str, at: float) -> bytes:
        """All that is held of a patient, opened, as a zip of JSON files; NotFound without one."""
        with self._database.read() as db:
            held = access.held(db, patient, self._cipher)
        sessions = [str(row["session"]) for row in held["session"]]
        events = self._trackers.events(sessions, self._cipher)
        log.info("patient's data downloaded", extra={"sessions": len(sessions)})
        return access.packed(patient, held, events, at)

    def purge(self, now: float) -> Purged:
        """Delete what has been kept long enough; counted, and logged as counts."""
        rows = Purge(self._database, self._cipher, self._trackers, self._days, now).run()
        days = self._days["backups"]
        if days is not None and (old := delete_old(self._backups, now - days * DAY_S)):
            rows["backups"] = old
        if rows:
            self._database.scrub()
            log.info("purged", extra={"rows": rows})
        return Purged(now, rows)

    def proofs(self, clinic: str | None = None) -> list[Proof]:
        """Every proof of an erasure, or a clinic's, the latest first."""
        with self._database.read() as db:
            return erasure.proofs(db, clinic)
