"""A patient of whom every table holds something, put there through the store's own calls."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from cryptography.fernet import Fernet
from sqlalchemy import Connection, create_engine, text

from contract.messages import (
    AlertStep,
    Answer,
    BotTurn,
    Bubble,
    Consent,
    Deed,
    FaceWindow,
    Mark,
    Reply,
    ReplyScore,
    Respondent,
    Schedule,
    Shown,
    Start,
    Switch,
)
from contract.secret import text_key
from contract.settings import Settings
from fusion.store import Store
from tests.fusion.databases import sqlite_file

AT = 1_800_000_000.0
SAD = (0.7, 0.1, 0.1, 0.1)
WORDS = "the heron came back to our pond"
OUTCOME = "spoke with the daughter in Thessaloniki"


def fill(store: Store, settings: Settings, handled: bool = True) -> tuple[str, str]:
    """The patient and one of two sessions; `handled`: the alert is closed."""
    invite = store.invite(AT)
    patient = invite.patient
    store.chats.bind(invite.token, "telegram", f"chat of {patient}", AT)
    store.reminders.set_schedule(
        Schedule(patient, "daily_checkin", 1, "2027-01-15", "09:00", "UTC"), AT
    )
    store.reminders.claim("telegram", "", AT + 7_200)  # the first is due an hour after AT
    session = store.open_session(patient, "web", AT).session
    other = store.open_session(patient, "telegram", AT).session
    for id in (session, other):
        store.put(Respondent(id, "self", AT))
        for scope in ("text", "camera"):
            store.put(Consent(id, patient, scope, "1", True, AT))
        store.put(FaceWindow(id, AT + 3, AT + 4, 5, 5, SAD, quality=0.5))
    _converse(store, session)
    store.put(Shown(other, "welcome", AT, "1"))
    store.put(Consent(other, patient, "camera", "1", False, AT + 5))
    store.close_session(session, "completed", AT + 60)
    store.moods.switch(Switch(patient, "face", False, "A. Nurse", AT + 70))
    store.moods.fuse_waiting(5)
    store.courses.add_mark(Mark(patient, "2027-01-15", "event", OUTCOME, "A. Nurse", AT + 75))
    _handle(store, patient, handled)
    _read_by_staff(store, patient, session)
    track(settings, session)
    return patient, session


def track(settings: Settings, session: str) -> None:
    """What Rasa would have kept of the session, in its own table and sealed as it seals."""
    sealed = Fernet(text_key(settings)).encrypt(f'{{"text": "{WORDS}"}}'.encode()).decode()
    with closing(sqlite3.connect(settings.data / "rasa.db")) as raw:
        raw.execute(
            "CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, sender_id VARCHAR, "
            "type_name VARCHAR, timestamp FLOAT, intent_name VARCHAR, action_name VARCHAR, data)"
        )
        row = (session, "user", AT, sealed)
        raw.execute(
            "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?,?,?,?)", row
        )
        raw.commit()


def _converse(store: Store, session: str) -> None:
    store.put(Start(session, "phq9", "1", AT + 1, "start"))
    store.put(Reply(session, "m1", AT + 9, WORDS, "whats_new_before", AT + 2))
    store.put(Reply(session, "m2", AT + 19, "I want to die", "phq9_1", AT + 12))
    store.put(BotTurn(session, "m1", AT + 10, (Bubble(f"You said {WORDS}"),)))
    store.put(ReplyScore(session, "m1", AT + 11, SAD, 3, "text 1"))
    store.put(Answer(session, "phq9", "1", "phq9_1", 2, AT + 20, "m2"))


def _handle(store: Store, patient: str, handled: bool) -> None:
    (case,) = (case for case in store.alerts.open() if case.patient == patient)
    if not handled:
        return
    kinds = ("delivered", "acknowledged", "contacted", "closed")
    steps = [AlertStep(AT + 80, kind, "A. Nurse", OUTCOME) for kind in kinds]  # type: ignore[arg-type]
    store.alerts.add_steps(case.number, steps, None)


def _read_by_staff(store: Store, patient: str, session: str) -> None:
    """A reading, a rating, and lines in the audit log about the session and the patient."""
    people = {one.login: one for one in store.accounts.staff(None)}
    doctor = people.get("a.doctor") or store.accounts.add_staff(
        "main", "a.doctor", "A. Doctor", "clinician", AT
    )
    for deed in (
        Deed(doctor.staff, "session read", session=session),
        Deed(doctor.staff, "patient read", patient=patient),
    ):
        store.accounts.witness(deed, AT + 90)
    store.ratings.rate(session, doctor.staff, "neutral", AT + 91)


@contextmanager
def direct(settings: Settings) -> Iterator[Connection]:
    """The database itself, past the store; what is done is kept."""
    engine = create_engine(settings.database or f"sqlite:///{settings.data / 'vultus.db'}")
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def change(settings: Settings, statement: str) -> None:
    """Run a statement past the store."""
    with direct(settings) as connection:
        connection.execute(text(statement))


def disk(settings: Settings) -> bytes:
    """Every byte of every file in the data folder, but the keys; SQLite only."""
    sqlite_file(settings)
    files = [path for path in settings.data.rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() for path in files if path.name not in ("key", "secret"))
