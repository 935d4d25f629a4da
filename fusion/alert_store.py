"""What the store does about alerts that were raised; each call one transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from contract.messages import AlertCase, AlertStep
from fusion import cases, glance
from fusion.cipher import Cipher
from fusion.database import Database
from fusion.outbox_store import Outbox

log = logging.getLogger(__name__)


class Alerts:
    """Beside the store, on the same database. Blocking; alert_calls.py calls it from threads."""

    def __init__(self, database: Database, cipher: Cipher, outbox: Outbox) -> None:
        self._database, self._cipher, self._outbox = database, cipher, outbox

    def open(self, clinic: str | None = None) -> list[AlertCase]:
        """Every alert, or a clinic's, that is not closed, the oldest first."""
        with self._database.read() as db:
            return list(cases.open_cases(db, self._cipher, clinic))

    def one(self, number: int) -> AlertCase:
        """One alert with its trail."""
        with self._database.read() as db:
            return cases.case(db, number, self._cipher)

    def add_steps(self, number: int, steps: Sequence[AlertStep], due: float | None) -> AlertCase:
        """Add to an alert's trail; `due` is when its next notice is."""
        with self._database.write() as db:
            case = cases.add_steps(db, number, steps, due, self._cipher)
            glance.touch(db, case.patient)
            self._outbox.changed(db, case.alert.session)
        for step in steps:
            log.info("alert step", extra={"alert": number, "step": step.step})
        return case

    def claim(self, now: float) -> list[AlertCase]:
        """The alerts whose notice is due, each for one worker alone."""
        with self._database.read() as db:
            if not cases.any_due(db, now):
                return []
        with self._database.write() as db:
            return list(cases.claim_due(db, now, self._cipher))
