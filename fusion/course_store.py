"""What the store does about a patient's course and its marks; each call one transaction."""

from __future__ import annotations

from contract.messages import Course, Mark
from fusion import course
from fusion.cipher import Cipher
from fusion.database import Database


class Courses:
    """Beside the store, on the same database. Blocking; course_calls.py calls it from threads."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        self._database, self._cipher = database, cipher

    def of(self, patient: str, since: float, until: float, staff: str | None = None) -> Course:
        """A patient's sittings that were opened in that time, as that staff member knows them."""
        with self._database.read() as db:
            return course.course(db, patient, since, until, self._cipher, staff)

    def add_mark(self, mark: Mark) -> Mark:
        """Note something on a patient's time line."""
        with self._database.write() as db:
            return course.add_mark(db, mark, self._cipher)

    def remove_mark(self, patient: str, number: int) -> None:
        """Take a mark away again."""
        with self._database.write() as db:
            course.remove_mark(db, patient, number)
