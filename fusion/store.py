"""The store: every read and write is one transaction. Blocking; app.py calls it from threads."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from contract.errors import BadMessage, VultusError
from contract.messages import (
    AlertCase,
    AlertStep,
    Answer,
    Baseline,
    Chat,
    CloseReason,
    Consent,
    Course,
    Delivery,
    FaceWindow,
    Invite,
    Label,
    Mark,
    MoodName,
    Outgoing,
    Overview,
    Planned,
    Queued,
    Rating,
    Reading,
    Receipt,
    Record,
    Reminder,
    Reply,
    ReplyScore,
    Respondent,
    Schedule,
    Session,
    Start,
    Summary,
    Switch,
)
from contract.settings import Settings
from fusion import (
    cases,
    chats,
    glance,
    history,
    invites,
    languages,
    measures,
    outbox,
    queues,
    ratings,
    record,
    reminders,
    session,
    switches,
)
from fusion import course as courses
from fusion.account_store import Accounts
from fusion.baseline import baseline
from fusion.checks import checked
from fusion.cipher import Cipher
from fusion.constants import Shipped, load_constants
from fusion.database import Database
from fusion.formula import fuse_session
from fusion.glance import Definitions
from fusion.items import alerting_items
from fusion.key_check import check_key
from fusion.look import Look
from fusion.overview import Asked, outdated, overview_page
from fusion.rights import Rights
from fusion.rows import message_of
from fusion.tables import PatientRow, SessionRow
from fusion.writing import KEYS, write, write_reply
from questionnaires.loader import load_all
from safety.finding import find

log = logging.getLogger(__name__)

EVIDENCE = (Consent, FaceWindow, Reply, ReplyScore, Respondent)
"""Kinds that can change the mood of a session that is closed already."""
IN_SIGHT = (Answer, Reply, Respondent, Start)
"""Kinds that can change a patient's line of the overview."""
AT_ONCE_S = 0.1
"""How long whoever reads the overview waits for lines to be made anew."""
LINES = 10
"""Lines made in one transaction: others want to write too."""


class Store:
    """All that a session said, on one database."""

    def __init__(
        self, database: Database, cipher: Cipher, shipped: Shipped, settings: Settings
    ) -> None:
        self._database = database
        self._cipher = cipher
        self._shipped = shipped
        self._pushes = bool(settings.fhir_url)
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
        look = Look.at(fit) if isinstance(fit, Reply) else None
        with self._database.write() as db:
            receipt = self._put(db, fit, look)
            if receipt.created and isinstance(fit, IN_SIGHT):
                glance.touch_session(db, fit.session)
            if receipt.created and isinstance(fit, EVIDENCE):
                self._fuse_closed(db, {fit.session})
            if receipt.created and outbox.tells(db, fit, receipt):
                self._changed(db, fit.session)
        _say(receipt, fit)
        return receipt

    def put_windows(self, windows: Sequence[FaceWindow]) -> list[Receipt | VultusError]:
        """Store windows of any sessions in one transaction; one that is refused holds up none.

        What `put` would raise stands in its place.
        """
        with self._database.write() as db:
            done = [self._tried(db, window) for window in windows]
            pairs = zip(windows, done, strict=True)
            self._fuse_closed(db, {window.session for window, one in pairs if _created(one)})
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
                self._fuse(db, row)
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

    def bind_chat(self, token: str, channel: str, address: str, at: float) -> Chat:
        """Make the chat that patient's who holds the invite; NotFound when nobody does."""
        with self._database.write() as db:
            return chats.bind(db, token, channel, address, at, self._cipher)

    def chat(self, channel: str, address: str) -> Chat:
        """The chat of that address; NotFound when it is nobody's."""
        with self._database.read() as db:
            return chats.chat(db, channel, address, self._cipher)

    def block_chat(self, chat: Chat) -> Chat:
        """Remember `chat.blocked`."""
        with self._database.write() as db:
            return chats.set_blocked(db, chat, self._cipher)

    def take_updates(self, chat: Chat) -> Chat:
        """Remember `chat.taken` too."""
        with self._database.write() as db:
            return chats.set_taken(db, chat, self._cipher)

    def chats(self, channel: str) -> list[Chat]:
        """Every chat of the channel that can be written to."""
        with self._database.read() as db:
            return chats.chats(db, channel, self._cipher)

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

    def claim_reminders(self, channel: str, quiet: str, now: float) -> list[Reminder]:
        """The reminders of a channel that are due, each for one caller and once."""
        with self._database.write() as db:
            return reminders.claim(db, channel, quiet, now, self._cipher)

    def reminded(self, reminder: Reminder, at: float) -> None:
        """Remember that it was sent."""
        with self._database.write() as db:
            reminders.sent(db, reminder, at)

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

    def overview(self, asked: Asked, now: float) -> Overview:
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

    def open_alerts(self, clinic: str | None = None) -> list[AlertCase]:
        """Every alert, or a clinic's, that is not closed, the oldest first."""
        with self._database.read() as db:
            return list(cases.open_cases(db, self._cipher, clinic))

    def alert(self, number: int) -> AlertCase:
        """One alert with its trail."""
        with self._database.read() as db:
            return cases.case(db, number, self._cipher)

    def add_alert_steps(
        self, number: int, steps: Sequence[AlertStep], due: float | None
    ) -> AlertCase:
        """Add to an alert's trail; `due` is when its next notice is."""
        with self._database.write() as db:
            case = cases.add_steps(db, number, steps, due, self._cipher)
            glance.touch(db, case.patient)
            self._changed(db, case.alert.session)
        for step in steps:
            log.info("alert step", extra={"alert": number, "step": step.step})
        return case

    def claim_alerts(self, now: float) -> list[AlertCase]:
        """The alerts whose notice is due, each for one worker alone."""
        with self._database.read() as db:
            if not cases.any_due(db, now):
                return []
        with self._database.write() as db:
            return list(cases.claim_due(db, now, self._cipher))

    def course(self, patient: str, since: float, until: float, staff: str | None = None) -> Course:
        """A patient's sittings that were opened in that time, as that staff member knows them."""
        with self._database.read() as db:
            return courses.course(db, patient, since, until, self._cipher, staff)

    def add_mark(self, mark: Mark) -> Mark:
        """Note something on a patient's time line."""
        with self._database.write() as db:
            return courses.add_mark(db, mark, self._cipher)

    def remove_mark(self, patient: str, number: int) -> None:
        """Take a mark away again."""
        with self._database.write() as db:
            courses.remove_mark(db, patient, number)

    def read(self, id: str, staff: str, at: float, uncover: bool) -> Reading:
        """Remember that a person reads a session; what they saw the time before."""
        with self._database.write() as db:
            return ratings.read(db, id, staff, at, uncover=uncover)

    def rate(self, id: str, staff: str, mood: MoodName, at: float) -> Rating:
        """Keep a person's own rating of a session's mood."""
        with self._database.write() as db:
            made = ratings.rate(db, id, staff, mood, at)
        log.info("session rated", extra={"session": id, "blind": made.blind})
        return made

    def labels(self, clinic: str) -> list[Label]:
        """Every judgement of a clinic's sessions beside the estimate."""
        with self._database.read() as db:
            return ratings.labels(db, clinic)

    def check(self) -> None:
        """Raises when the database does not answer or is not ours."""
        with self._database.read() as db:
            db.scalar(select(PatientRow.patient).limit(1))

    def measures(self) -> dict[str, float]:
        """Counts of what is there and of what waits, for whoever watches the service."""
        with self._database.read() as db:
            return {**measures.counts(db), **queues.lengths(db)}

    def claim_outgoing(self, now: float) -> list[Outgoing]:
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

    def outbox(self) -> list[Queued]:
        """Every session in the outbox, those that are waiting first."""
        with self._database.read() as db:
            return outbox.every(db)

    def send_again(self, sessions: Sequence[str] | None, now: float) -> int:
        """Put sessions into the outbox; None: every closed one. How many they are."""
        with self._database.write() as db:
            return outbox.again(db, sessions, now)

    def _changed(self, db: Db, session: str) -> None:
        """Have the session sent to the FHIR server, where there is one."""
        if self._pushes:
            outbox.changed(db, session, time.time())

    def _put(self, db: Db, fit: Any, look: Look | None = None) -> Receipt:
        row = session.locked(db, fit.session)
        if look is not None:
            return write_reply(db, row, fit, look, self._cipher)
        return write(db, row, fit, self._cipher)

    def _tried(self, db: Db, window: FaceWindow) -> Receipt | VultusError:
        try:
            fit = checked(window)
            with db.begin_nested():
                return self._put(db, fit)
        except VultusError as error:
            return error

    def _fuse_closed(self, db: Db, sessions: set[str]) -> None:
        """Compute the mood anew of those that are closed already."""
        for id in sorted(sessions):
            row = session.locked(db, id)
            if row.closed is not None:
                self._fuse(db, row)

    def _fuse_late(self, id: str) -> bool:
        """Whether the session has its mood now; one that fails must not hold up the others."""
        try:
            with self._database.write() as db:
                self._fuse_closed(db, {id})
        except Exception as error:
            log.error("session not fused", extra={"session": id, "error": type(error).__name__})
            return False
        return True

    def _fuse(self, db: Db, row: SessionRow) -> None:
        """Compute the session's mood anew; the caller holds the session row's lock."""
        db.flush()
        found = record.record(db, row.session, self._cipher)
        mood = fuse_session(found, self._shipped, alerting_items())
        record.keep_mood(db, mood)
        self._changed(db, row.session)
        ids = {"session": row.session, "evidence": mood.evidence[:12]}
        log.info("session fused", extra=ids)


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
