"""The store: every read and write is one transaction. Blocking; app.py calls it from threads."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from contract.errors import BadMessage, VultusError
from contract.messages import (
    Answer,
    Baseline,
    CloseReason,
    Consent,
    FaceWindow,
    Invite,
    Receipt,
    Record,
    Reply,
    ReplyScore,
    Respondent,
    Session,
    Start,
    Summary,
)
from contract.settings import Settings
from fusion import (
    glance,
    history,
    invites,
    languages,
    measures,
    outbox,
    queues,
    record,
    session,
)
from fusion.account_store import Accounts
from fusion.alert_store import Alerts
from fusion.baseline import baseline
from fusion.chat_store import Chats
from fusion.checks import checked
from fusion.cipher import Cipher
from fusion.constants import Shipped, load_constants
from fusion.course_store import Courses
from fusion.database import Database
from fusion.key_check import check_key
from fusion.look import Look
from fusion.mood_store import Moods
from fusion.outbox_store import Outbox
from fusion.overview_store import Overviews
from fusion.rating_store import Ratings
from fusion.reminder_store import Reminders
from fusion.rights import Rights
from fusion.rows import message_of
from fusion.tables import PatientRow
from fusion.writing import KEYS, write, write_reply
from safety.finding import find

log = logging.getLogger(__name__)

EVIDENCE = (Consent, FaceWindow, Reply, ReplyScore, Respondent)
"""Kinds that can change the mood of a session that is closed already."""
IN_SIGHT = (Answer, Reply, Respondent, Start)
"""Kinds that can change a patient's line of the overview."""


class Store:
    """All that a session said, on one database; what else is kept there has a part of its own."""

    def __init__(
        self, database: Database, cipher: Cipher, shipped: Shipped, settings: Settings
    ) -> None:
        self._database = database
        self._cipher = cipher
        self._shipped = shipped
        self.outbox = Outbox(database, filled=bool(settings.fhir_url))
        self.moods = Moods(database, cipher, shipped, self.outbox)
        self.alerts = Alerts(database, cipher, self.outbox)
        self.chats = Chats(database, cipher)
        self.reminders = Reminders(database, cipher)
        self.courses = Courses(database, cipher)
        self.overviews = Overviews(database, cipher)
        self.ratings = Ratings(database)
        self.accounts = Accounts(database)
        self.rights = Rights(database, cipher, settings)

    @classmethod
    def of(cls, settings: Settings) -> Store:
        """The store on the database and with the key that the settings name."""
        cipher = Cipher.of(settings)
        find("")  # reads rules and second look, so that the first patient does not wait for that
        database = Database.of(settings)
        check_key(database, cipher)
        return cls(database, cipher, load_constants(), settings)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def put(self, message: Any) -> Receipt:
        """Store a message, and the alert that a reply raises with it.

        A repeat changes nothing and says `created=False`. Raises BadMessage, TooLarge, NotFound,
        Conflict, NoConsent.
        """
        if type(message) not in KEYS:
            kinds = ", ".join(sorted(kind.__name__ for kind in KEYS))
            raise BadMessage(f"kind must be one of {kinds}.")
        fit = checked(message)
        look = self._looked(fit) if isinstance(fit, Reply) else None
        with self._database.write() as db:
            receipt = self._put(db, fit, look)
            if receipt.created and isinstance(fit, IN_SIGHT):
                glance.touch_session(db, fit.session)
            if receipt.created and isinstance(fit, EVIDENCE):
                self.moods.fuse_closed(db, {fit.session})
            if receipt.created and outbox.tells(db, fit, receipt):
                self.outbox.changed(db, fit.session)
        _say(receipt, fit)
        return receipt

    def put_windows(self, windows: Sequence[FaceWindow]) -> list[Receipt | VultusError]:
        """Store windows of any sessions in one transaction; one that is refused holds up none.

        What `put` would raise stands in its place.
        """
        with self._database.write() as db:
            done = [self._tried(db, window) for window in windows]
            pairs = zip(windows, done, strict=True)
            self.moods.fuse_closed(db, {window.session for window, one in pairs if _created(one)})
        return done

    def open_session(self, patient: str, channel: str, at: float) -> Session:
        """The patient's open session on the channel, or a new one."""
        with self._database.write() as db:
            return message_of(session.opened(db, patient, channel, at), Session, self._cipher)

    def close_session(self, id: str, reason: CloseReason, at: float) -> Session:
        """Close it and compute its mood; one that was closed stays as it was."""
        with self._database.write() as db:
            row = session.locked(db, id)
            if session.close(row, reason, at):
                self.moods.fuse(db, row)
                glance.touch(db, row.patient)
                log.info("session closed", extra={"session": id, "reason": reason})
            return message_of(row, Session, self._cipher)

    def close_idle(self, before: float, at: float) -> int:
        """Close the open sessions without a reply since `before`; how many they were."""
        with self._database.read() as db:
            idle = session.idle_since(db, before)
        for id in idle:
            self.close_session(id, "idle", at)
        return len(idle)

    def invite(self, at: float, language: str | None = None) -> Invite:
        """A new patient with a link, spoken to in that language."""
        with self._database.write() as db:
            return invites.invite(db, at, language=language)

    def choose_language(self, patient: str, language: str | None) -> None:
        """What the patient is spoken to in from now on."""
        with self._database.write() as db:
            languages.choose(db, patient, language)

    def invited(self, token: str) -> Invite:
        """Who holds this link's token; NotFound when nobody."""
        with self._database.read() as db:
            return invites.invited(db, token)

    def record(self, id: str) -> Record:
        """All that is known of a session."""
        with self._database.read() as db:
            return record.record(db, id, self._cipher)

    def conversation(self, id: str) -> Record:
        """What was said and answered in a session, without what was measured."""
        with self._database.read() as db:
            return record.conversation(db, id, self._cipher)

    def baseline(self, id: str) -> Baseline:
        """The session's expressivity beside those of the patient's earlier sessions."""
        constants = self._shipped.constants
        with self._database.read() as db:
            row = session.found(db, id)
            value = history.measured(db, row, constants)
            return baseline(value, history.earlier(db, row, constants))

    def session(self, id: str) -> Session:
        """The session alone."""
        with self._database.read() as db:
            return message_of(session.found(db, id), Session, self._cipher)

    def summaries(self, clinic: str | None = None, patient: str | None = None) -> list[Summary]:
        """Every session, a clinic's or a patient's, the latest first."""
        with self._database.read() as db:
            return record.summaries(db, self._cipher, clinic, patient)

    def completed(self, patient: str) -> dict[str, float]:
        """When the patient last completed each questionnaire, by its id."""
        with self._database.read() as db:
            return record.completed(db, patient)

    def consented(self, id: str, scope: str) -> bool:
        """Whether the latest consent of the scope in the session is a yes, and for the camera also
        whether the patient has a link or chat that still opens."""
        with self._database.read() as db:
            row = session.found(db, id)
            if scope == "camera" and invites.locked_out(db, row.patient):
                return False
            return record.consented(db, row.session, scope)

    def reply(self, id: str, message: str) -> Reply:
        """One reply, with its words."""
        with self._database.read() as db:
            return record.reply(db, id, message, self._cipher)

    def undelivered(self) -> list[Reply]:
        """Replies in open sessions that the bot has not answered, oldest first."""
        with self._database.read() as db:
            return queues.undelivered(db, self._cipher)

    def unscored(self, limit: int) -> list[Reply]:
        """Free text with consent and without a score, oldest first."""
        with self._database.read() as db:
            return queues.unscored(db, self._cipher, limit)

    def check(self) -> None:
        """Raises when the database does not answer or is not ours."""
        with self._database.read() as db:
            db.scalar(select(PatientRow.patient).limit(1))

    def measures(self) -> dict[str, float]:
        """Counts of what is there and of what waits, for whoever watches the service."""
        with self._database.read() as db:
            return {**measures.counts(db), **queues.lengths(db)}

    def _looked(self, reply: Reply) -> Look:
        """Looked at in the language that the session speaks now."""
        with self._database.read() as db:
            language = session.found(db, reply.session).language
        return Look.at(reply, language)

    def _put(self, db: Db, fit: Any, look: Look | None = None) -> Receipt:
        row = session.locked(db, fit.session)
        if look is None:
            return write(db, row, fit, self._cipher)
        if look.language != row.language:  # another was chosen meanwhile, which is rare
            look = Look.at(fit, row.language)
        return write_reply(db, row, fit, look, self._cipher)

    def _tried(self, db: Db, window: FaceWindow) -> Receipt | VultusError:
        try:
            fit = checked(window)
            with db.begin_nested():
                return self._put(db, fit)
        except VultusError as error:
            return error


def _created(done: Receipt | VultusError) -> bool:
    return isinstance(done, Receipt) and done.created


def _say(receipt: Receipt, message: Any) -> None:
    """Log what was stored: kind and ids, never words. Face windows come every second."""
    ids = {"session": message.session, "reply": getattr(message, "message", None)}
    level = logging.DEBUG if isinstance(message, FaceWindow) else logging.INFO
    kind = type(message).__name__
    log.log(level, "stored", extra={**ids, "kind": kind, "new": receipt.created})
    if receipt.created and receipt.alert is not None:
        log.warning("alert raised", extra={**ids, "source": receipt.alert.source})
