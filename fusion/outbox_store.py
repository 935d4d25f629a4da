"""What the store does about the outbox for the FHIR server; each call one transaction."""

from __future__ import annotations

import time
from collections.abc import Sequence

from sqlalchemy.orm import Session as Db

from contract.messages import Delivery, Outgoing, Queued
from fusion import outbox
from fusion.database import Database


class Outbox:
    """Beside the store, on the same database. Blocking; outbox_calls.py calls it from threads."""

    def __init__(self, database: Database, filled: bool) -> None:
        self._database = database
        self._filled = filled
        """Whether there is a FHIR server."""

    def changed(self, db: Db, session: str) -> None:
        """Have the session sent, in the transaction of its change; nothing without a server."""
        if self._filled:
            outbox.changed(db, session, time.time())

    def claim(self, now: float) -> list[Outgoing]:
        """The sessions that are to be sent to the FHIR server now, each for one worker alone."""
        with self._database.read() as db:
            if not outbox.any_due(db, now):
                return []
        with self._database.write() as db:
            return outbox.claim(db, now)

    def delivered(self, delivery: Delivery, now: float) -> None:
        """Remember what came of sending a session."""
        with self._database.write() as db:
            outbox.delivered(db, delivery, now)

    def every(self) -> list[Queued]:
        """Every session in the outbox, those that are waiting first."""
        with self._database.read() as db:
            return outbox.every(db)

    def send_again(self, sessions: Sequence[str] | None, now: float) -> int:
        """Put sessions into the outbox; None: every closed one. How many they are."""
        with self._database.write() as db:
            return outbox.again(db, sessions, now)
