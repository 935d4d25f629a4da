"""What the store does about the clinic's overview: its lines, made anew when they are old."""

from __future__ import annotations

import logging
import time

from sqlalchemy.orm import Session as Db

from contract.messages import Overview
from fusion import glance
from fusion.cipher import Cipher
from fusion.database import Database
from fusion.glance import Definitions
from fusion.overview import Asked, outdated, overview_page
from questionnaires.loader import load_all

log = logging.getLogger(__name__)

AT_ONCE_S = 0.1
"""How long whoever reads the overview waits for lines to be made anew."""
LINES = 10
"""Lines made in one transaction: others want to write too."""


class Overviews:
    """Beside the store, on the same database. Blocking; overview_calls.py calls it from threads."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        self._database, self._cipher = database, cipher

    def page(self, asked: Asked, now: float) -> Overview:
        """A page of a clinic's overview; what was written before is in it, unless that is a lot."""
        self.make_lines(AT_ONCE_S, now, asked.clinic)
        with self._database.read() as db:
            return overview_page(db, asked, load_all(), now, self._cipher)

    def make_lines(self, seconds: float, now: float, clinic: str | None = None) -> None:
        """Make the overview's lines that are not up to date anew, until the time is up."""
        until = time.monotonic() + seconds
        definitions, failed = load_all(), set[str]()
        while time.monotonic() < until:
            with self._database.read() as db:
                late = outdated(db, definitions, now, clinic, LINES, failed)
            if not late:
                return
            with self._database.write() as db:
                failed |= {one for one in late if not self._make_line(db, one, definitions, now)}

    def _make_line(self, db: Db, patient: str, definitions: Definitions, now: float) -> bool:
        """Whether it could be made; one that fails must not hold up the others."""
        try:
            with db.begin_nested():
                glance.make(db, patient, definitions, now, self._cipher)
        except Exception as error:
            log.error("line not made", extra={"patient": patient, "error": type(error).__name__})
            return False
        return True
