"""Deleting what has been kept for as long as the settings say: by class, in small transactions.

Open sessions are never touched, and neither is a session with an alert that is still open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session as Db

from contract.messages import Removal, Removed
from contract.retention import DataClass, Days
from fusion.audit_period import delete_before
from fusion.chat_tables import ReminderRow, ScheduleRow, ShownRow
from fusion.cipher import Cipher
from fusion.database import Database
from fusion.erasure import delete_rows, open_alerts
from fusion.glance import touch
from fusion.holdings import ERASED, in_order, rows_of_session
from fusion.pseudonyms import forget, forget_session, is_pseudonym, move
from fusion.rows import row_of
from fusion.tables import (
    AlertRow,
    AlertStepRow,
    BotTurnRow,
    FaceWindowRow,
    PatientRow,
    ReplyRow,
    ReplyScoreRow,
    SessionRow,
)
from fusion.trackers import Trackers

DAY_S = 86_400.0
BATCH = 100
"""Sessions in one transaction: whoever waits for the write lock waits no longer than that."""
GRACE_S = 3600.0
"""So old an event of a session that nobody knows must be before it is taken for a leftover."""
Counts = dict[str, int]


class Purge:
    """One run over the database and Rasa's tracker store."""

    def __init__(
        self, database: Database, cipher: Cipher, trackers: Trackers, days: Days, now: float
    ) -> None:
        self._database, self._cipher, self._trackers = database, cipher, trackers
        self._days, self._now = days, now

    def run(self) -> Counts:
        """Rows deleted or emptied by class; `held` are sessions that an open alert holds back."""
        steps: tuple[tuple[DataClass, Callable[[float], Counts]], ...] = (
            ("face", lambda limit: self._remove("face", FaceWindowRow, limit)),
            ("scores", lambda limit: self._remove("text", ReplyScoreRow, limit)),
            ("words", self._words),
            ("sessions", self._sessions),
            ("patients", self._patients),
            ("alerts", self._alerts),
            ("reminders", self._reminders),
            ("trackers", self._old_trackers),
            ("audit", self._audit),
        )
        done: Counts = {}
        for name, step in steps:
            limit = self._limit(name)
            if limit is not None:
                found = step(limit)
                done |= {key or name: count for key, count in found.items() if count}
        return done

    def _limit(self, name: DataClass) -> float | None:
        days = self._days[name]
        return None if days is None else self._now - days * DAY_S

    def _remove(self, what: Removed, table: Any, limit: float) -> Counts:
        """Delete a session's numbers; its mood stays as it was, and the report says what went."""

        def work(db: Db, session: str) -> int:
            gone: Any = db.execute(delete(table).where(table.session == session))
            if what == "text":  # a reply without a score is work to be done
                _never_score(db, session)
            self._note(db, session, what, gone.rowcount)
            return int(gone.rowcount)

        return {"": self._each(self._closed(limit).where(_has(table)), work)}

    def _words(self, limit: float) -> Counts:
        """Empty what the patient wrote; that there was a reply, and when, stays."""

        def work(db: Db, session: str) -> int:
            mine = (ReplyRow.session == session) & (ReplyRow.text != "")
            gone: Any = db.execute(update(ReplyRow).where(mine).values(text="", payload=None))
            _never_score(db, session)
            for table in (BotTurnRow, ShownRow):
                db.execute(delete(table).where(table.session == session))
            self._note(db, session, "words", gone.rowcount)
            return int(gone.rowcount)

        written = _has(ReplyRow, ReplyRow.text != "")
        return {"": self._each(self._closed(limit).where(written), work)}

    def _sessions(self, limit: float) -> Counts:
        """Whole sessions, Rasa's trackers with them; what is kept of alerts moves away."""
        held = 0

        def work(db: Db, session: str) -> int:
            nonlocal held
            if open_alerts(db, [session]):
                held += 1
                return 0
            self._erase_session(db, session)
            return 1

        return {"": self._each(self._closed(limit), work), "held": held}

    def _erase_session(self, db: Db, session: str) -> None:
        row = db.get(SessionRow, session)
        assert row is not None
        self._trackers.erase([session])
        move(db, [row], self._now)
        touch(db, row.patient)
        forget_session(db, row.session)
        for table in reversed(in_order()):
            where = rows_of_session(table, session)
            if table.name in ERASED and where is not None:
                db.execute(delete(table).where(where))
        db.expire_all()

    def _patients(self, limit: float) -> Counts:
        """Patients without a session and without anything planned."""
        of = PatientRow.patient
        sat = select(SessionRow.patient).where(SessionRow.patient == of).exists()
        planned = select(ScheduleRow.patient).where(ScheduleRow.patient == of).exists()
        query = select(of).where(PatientRow.created < limit, ~is_pseudonym(of), ~sat, ~planned)
        with self._database.write() as db:
            gone = list(db.scalars(query.limit(BATCH)))
            for patient in gone:
                delete_rows(db, patient)
                forget(db, patient)
        return {"": len(gone)}

    def _alerts(self, limit: float) -> Counts:
        """The trails that hang on nobody any more, and the ids they hang on."""
        with self._database.write() as db:
            old = select(AlertRow.number).where(AlertRow.at < limit)
            numbers = list(db.scalars(old.where(is_pseudonym(AlertRow.session))))
            db.execute(delete(AlertStepRow).where(AlertStepRow.alert.in_(numbers)))
            db.execute(delete(AlertRow).where(AlertRow.number.in_(numbers)))
            for id, user in ((SessionRow.session, AlertRow), (PatientRow.patient, SessionRow)):
                table, name = id.class_, id.key
                used = select(getattr(user, name)).where(getattr(user, name) == id)
                unused = is_pseudonym(id) & ~used.correlate(table).exists()
                db.execute(delete(table).where(unused))
        return {"": len(numbers)}

    def _reminders(self, limit: float) -> Counts:
        with self._database.write() as db:
            gone: Any = db.execute(delete(ReminderRow).where(ReminderRow.claimed < limit))
        return {"": gone.rowcount}

    def _audit(self, limit: float) -> Counts:
        with self._database.write() as db:
            return {"": delete_before(db, limit, self._now)}

    def _old_trackers(self, limit: float) -> Counts:
        """Rasa's share of sessions that closed long ago, and of those that are no more."""
        last = self._trackers.senders()
        with self._database.read() as db:
            rows = db.execute(select(SessionRow.session, SessionRow.closed))
            known = {session: closed for session, closed in rows}
        done = [sender for sender, at in last.items() if self._over(sender, at, known, limit)]
        parts = [done[first : first + BATCH] for first in range(0, len(done), BATCH)]
        return {"": sum(self._trackers.erase(part) for part in parts)}

    def _over(self, sender: str, at: float, known: dict[str, float | None], limit: float) -> bool:
        if sender not in known:
            return at < self._now - GRACE_S
        closed = known[sender]
        return closed is not None and closed < limit

    def _closed(self, limit: float) -> Any:
        """Query of the sessions that closed before that, those left out that lead to nobody."""
        session = SessionRow.session
        return select(session).where(SessionRow.closed < limit, ~is_pseudonym(session))

    def _each(self, query: Any, work: Callable[[Db, str], int]) -> int:
        """Do the work on each session of a query, BATCH in one transaction; the sum of it."""
        after, count = "", 0
        while True:
            with self._database.write() as db:
                some = query.where(SessionRow.session > after).order_by(SessionRow.session)
                found = list(db.scalars(some.limit(BATCH).with_for_update(key_share=True)))
                count += sum(work(db, session) for session in found)
            if len(found) < BATCH:
                return count
            after = found[-1]

    def _note(self, db: Db, session: str, what: Removed, rows: int) -> None:
        db.add(row_of(Removal(session, what, "expired", rows, self._now), self._cipher))


def _has(table: Any, *more: Any) -> Any:
    """Whether the table has a row of the session."""
    mine = select(table.session).where(table.session == SessionRow.session, *more)
    return mine.correlate(SessionRow).exists()


def _never_score(db: Db, session: str) -> None:
    db.execute(update(ReplyRow).where(ReplyRow.session == session).values(words=False))
