"""What the store does about readings and ratings of sessions; each call one transaction."""

from __future__ import annotations

import logging

from contract.messages import Label, MoodName, Rating, Reading
from fusion import ratings
from fusion.database import Database

log = logging.getLogger(__name__)


class Ratings:
    """Beside the store, on the same database. Blocking; rating_calls.py calls it from threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, session: str, staff: str, at: float, uncover: bool) -> Reading:
        """Remember that a person reads a session; what they saw the time before."""
        with self._database.write() as db:
            return ratings.read(db, session, staff, at, uncover=uncover)

    def rate(self, session: str, staff: str, mood: MoodName, at: float) -> Rating:
        """Keep a person's own rating of a session's mood."""
        with self._database.write() as db:
            made = ratings.rate(db, session, staff, mood, at)
        log.info("session rated", extra={"session": session, "blind": made.blind})
        return made

    def labels(self, clinic: str) -> list[Label]:
        """Every judgement of a clinic's sessions beside the estimate."""
        with self._database.read() as db:
            return ratings.labels(db, clinic)
