"""What the store does about schedules and reminders; each call one transaction."""

from __future__ import annotations

from contract.messages import Planned, Reminder, Schedule
from fusion import glance, reminders
from fusion.cipher import Cipher
from fusion.database import Database


class Reminders:
    """Beside the store, on the same database. Blocking; reminder_calls.py calls it from threads."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        self._database, self._cipher = database, cipher

    def set_schedule(self, schedule: Schedule, at: float) -> Schedule:
        """Have a patient reminded of a questionnaire."""
        with self._database.write() as db:
            made = reminders.set_schedule(db, schedule, at)
            glance.touch(db, schedule.patient)
            return made

    def end_schedule(self, patient: str, questionnaire: str) -> None:
        """No more of these reminders."""
        with self._database.write() as db:
            reminders.end_schedule(db, patient, questionnaire)
            glance.touch(db, patient)

    def planned(self, now: float, clinic: str | None = None) -> list[Planned]:
        """Every schedule, or a clinic's, with its latest due times."""
        with self._database.read() as db:
            return reminders.planned(db, now, clinic)

    def claim(self, channel: str, quiet: str, now: float) -> list[Reminder]:
        """The reminders of a channel that are due, each for one caller and once."""
        with self._database.write() as db:
            return reminders.claim(db, channel, quiet, now, self._cipher)

    def sent(self, reminder: Reminder, at: float) -> None:
        """Remember that it was sent."""
        with self._database.write() as db:
            reminders.sent(db, reminder, at)
