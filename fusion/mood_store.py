"""What the store does about the moods of closed sessions: computed at the end, and anew when what
they rest on changes."""

from __future__ import annotations

import logging
import time

from sqlalchemy.orm import Session as Db

from contract.messages import Receipt, Switch
from fusion import record, session, switches
from fusion.checks import checked
from fusion.cipher import Cipher
from fusion.constants import Shipped
from fusion.database import Database
from fusion.formula import fuse_session
from fusion.items import alerting_items
from fusion.outbox_store import Outbox
from fusion.tables import SessionRow

log = logging.getLogger(__name__)


class Moods:
    """Beside the store, on the same database. Blocking; app.py calls it from threads."""

    def __init__(
        self, database: Database, cipher: Cipher, shipped: Shipped, outbox: Outbox
    ) -> None:
        self._database, self._cipher = database, cipher
        self._shipped, self._outbox = shipped, outbox

    def switch(self, switch: Switch) -> Receipt:
        """Switch a modality off or on for a patient; the moods of the patient's sessions go.

        `fuse_waiting` then computes them anew. What was so before changes nothing.
        """
        fit = checked(switch)
        with self._database.write() as db:
            created = switches.turn(db, fit, self._cipher)
        ids = {"patient": fit.patient, "modality": fit.modality, "used": fit.used}
        log.info("modality switched", extra={**ids, "new": created})
        return Receipt(created)

    def fuse_waiting(self, seconds: float, patient: str | None = None) -> int:
        """Compute the moods that closed sessions lack, each in a transaction of its own.

        The latest first, until the time is up; how many are left. One that fails is left too.
        """
        until = time.monotonic() + seconds
        with self._database.read() as db:
            waiting = switches.unfused(db, patient)
        left = len(waiting)
        for id in waiting:
            if time.monotonic() >= until:
                break
            left -= self._fuse_late(id)
        return left

    def fuse_closed(self, db: Db, sessions: set[str]) -> None:
        """Compute the mood anew of those that are closed already."""
        for id in sorted(sessions):
            row = session.locked(db, id)
            if row.closed is not None:
                self.fuse(db, row)

    def fuse(self, db: Db, row: SessionRow) -> None:
        """Compute the session's mood anew; the caller holds the session row's lock."""
        db.flush()
        found = record.record(db, row.session, self._cipher)
        mood = fuse_session(found, self._shipped, alerting_items())
        record.keep_mood(db, mood)
        self._outbox.changed(db, row.session)
        ids = {"session": row.session, "evidence": mood.evidence[:12]}
        log.info("session fused", extra=ids)

    def _fuse_late(self, id: str) -> bool:
        """Whether the session has its mood now; one that fails must not hold up the others."""
        try:
            with self._database.write() as db:
                self.fuse_closed(db, {id})
        except Exception as error:
            log.error("session not fused", extra={"session": id, "error": type(error).__name__})
            return False
        return True
