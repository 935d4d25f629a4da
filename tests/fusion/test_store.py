"""What the store keeps: repeats, races, restarts, sealed words, queues, idle sessions."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from contract.errors import BadMessage, BadSetting, Conflict, NoConsent
from contract.messages import Answer, BotTurn, Bubble, Consent, FaceWindow, Reply, ReplyScore
from contract.settings import Settings
from fusion.database import Database
from fusion.store import Store
from fusion.tables import Base
from tests.fusion.databases import sqlite_file

AT = 1_800_000_000.0
SAD = (0.7, 0.1, 0.1, 0.1)


def test_the_migrations_make_the_tables_that_the_code_uses(settings: Settings) -> None:
    database = Database.of(settings)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    database.close()


def test_postgresql_takes_every_table() -> None:
    for table in Base.metadata.sorted_tables:
        ddl = str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
        assert "CREATE TABLE" in ddl
        assert " FLOAT" not in ddl, "times need double precision"


def test_what_was_stored_is_there_after_a_restart(
    settings: Settings, store: Store, session: str
) -> None:
    reply = Reply(session, "m1", AT, "so so", "phq9_1", AT - 5)
    store.put(reply)
    store.close()
    again = Store.of(settings)
    assert again.record(session).replies == (reply,)
    assert again.undelivered() == [reply]
    again.close()


def test_one_reply_sent_many_times_at_once_is_stored_once(store: Store, session: str) -> None:
    reply = Reply(session, "m1", AT, "I want to die")
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda _: store.put(reply), range(16)))
    assert sum(receipt.created for receipt in receipts) == 1
    assert len({receipt.alert for receipt in receipts}) == 1
    assert len(store.record(session).replies) == len(store.record(session).alerts) == 1


def test_pages_that_open_at_once_share_one_session(store: Store) -> None:
    patient = store.invite(AT).patient
    with ThreadPoolExecutor(8) as pool:
        opened = pool.map(lambda _: store.open_session(patient, "web", AT).session, range(16))
    assert len(set(opened)) == 1


def test_words_bubbles_and_links_are_not_readable_on_the_disk(
    store: Store, session: str, settings: Settings
) -> None:
    token = store.invite(AT).token
    words = "my secret sentence"
    store.put(Reply(session, "m1", AT, words, payload=f'/say{{"words":"{words}"}}'))
    store.put(BotTurn(session, "m1", AT, (Bubble(f"You said {words}"),)))
    store.close()
    path = sqlite_file(settings)
    disk = b"".join(path.read_bytes() for path in settings.data.glob("vultus.db*"))
    assert words.encode() not in disk
    assert token.encode() not in disk
    with sqlite3.connect(path) as raw:
        assert raw.execute("select count(*) from reply").fetchone() == (1,)
    raw.close()


def test_a_wrong_key_is_named_and_no_key_is_refused(
    store: Store, session: str, settings: Settings
) -> None:
    store.put(Reply(session, "m1", AT, "words"))
    with pytest.raises(BadSetting, match="another key"):
        Store.of(replace(settings, key="A" * 43 + "="))
    with pytest.raises(BadSetting, match="VULTUS_KEY"):
        Store.of(replace(settings, key="short"))


def test_a_database_that_cannot_be_used_is_named(settings: Settings) -> None:
    with pytest.raises(BadSetting, match="VULTUS_DATABASE"):
        Store.of(replace(settings, database="nonsense"))


def test_only_open_sessions_without_a_recent_reply_are_closed_as_idle(
    store: Store, session: str
) -> None:
    store.put(Reply(session, "m1", AT + 100, "hello"))
    assert store.close_idle(before=AT + 50, at=AT + 200) == 0
    assert store.close_idle(before=AT + 150, at=AT + 200) == 1
    closed = store.session(session)
    assert (closed.closed, closed.reason) == (AT + 200, "idle")
    assert store.close_idle(before=AT + 150, at=AT + 300) == 0


def test_a_session_nobody_ever_wrote_in_is_closed_as_idle(store: Store, session: str) -> None:
    assert store.close_idle(before=AT + 1, at=AT + 2) == 1
    assert store.session(session).reason == "idle"


def test_a_bot_turn_takes_a_reply_off_the_queue(store: Store, session: str) -> None:
    first, second = (Reply(session, f"m{n}", AT + n, "hello") for n in (1, 2))
    store.put(second)
    store.put(first)
    assert store.undelivered() == [first, second]
    store.put(BotTurn(session, "m1", AT, (Bubble("Hi"),)))
    assert store.undelivered() == [second]
    store.close_session(session, "stopped", AT + 3)
    assert store.undelivered() == []


def test_free_text_is_scored_once_and_at_once(store: Store, session: str) -> None:
    reply = Reply(session, "m1", AT, "a good week", "whats_new_before", AT - 9)
    store.put(reply)
    assert store.unscored(5) == [reply]
    store.put(ReplyScore(session, "m1", AT, SAD, 3, "text 1"))
    assert store.unscored(5) == []


def test_words_at_an_option_item_wait_for_the_bot_and_count_if_no_answer_came(
    store: Store, session: str
) -> None:
    words = Reply(session, "m1", AT, "it comes and goes", "phq9_1", AT - 9)
    understood = replace(words, message="m2", text="hardly ever", at=AT + 1)
    for reply in (words, understood):
        store.put(reply)
    assert store.unscored(5) == []
    store.put(Answer(session, "phq9", "1", "phq9_1", 1, AT, "m2"))
    for message in ("m1", "m2"):
        store.put(BotTurn(session, message, AT, (Bubble("Which?"),)))
    assert store.unscored(5) == [words]


@pytest.mark.parametrize("text", ["2", "not at ALL", " Skip ", "back", "STOP"])
def test_options_numbers_and_commands_are_never_scored(
    store: Store, session: str, text: str
) -> None:
    store.put(Reply(session, "m1", AT, text, "phq9_1", AT - 1))
    store.put(BotTurn(session, "m1", AT, (Bubble("Next"),)))
    assert store.unscored(5) == []


def test_buttons_and_words_outside_an_item_are_not_scored(store: Store, session: str) -> None:
    payload = '/answer{"item":"phq9_1","option":"2"}'
    store.put(Reply(session, "m1", AT, "More", "phq9_1", AT, typed=False, payload=payload))
    store.put(Reply(session, "m2", AT, "hello"))
    assert store.unscored(5) == []


def test_without_text_consent_nothing_is_scored(store: Store, session: str) -> None:
    patient = store.session(session).patient
    store.put(Reply(session, "m1", AT, "a bad week", "whats_new_before", AT - 9))
    store.put(ReplyScore(session, "m1", AT, SAD, 3, "text 1"))
    store.put(Consent(session, patient, "text", "1", False, AT + 5))
    assert store.record(session).scores == ()
    assert store.unscored(5) == []
    with pytest.raises(NoConsent):
        store.put(ReplyScore(session, "m1", AT, SAD, 3, "text 1"))


def test_a_repeat_of_an_older_consent_does_not_undo_a_withdrawal(
    store: Store, session: str
) -> None:
    patient = store.session(session).patient
    store.put(Consent(session, patient, "camera", "1", False, AT + 5))
    store.put(Consent(session, patient, "camera", "1", True, AT))
    assert not store.consented(session, "camera")
    with pytest.raises(BadMessage, match="patient"):
        store.put(Consent(session, "someone", "camera", "1", True, AT + 9))


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"end": AT}, "after start"),
        ({"end": AT + 2}, "1.5 s"),
        ({"faces": 6}, "at most frames"),
        ({"faces": 0}, "goes with faces"),
        ({"dropped": -1}, "negative"),
        ({"quality": 1.2}, "quality"),
        ({"quality_parts": {"light": -0.1}}, "quality_parts"),
        ({"mood": (0.5, 0.5, 0.5, 0.5)}, "sum to 1"),
        ({"frames": 2**40}, "too large"),
    ],
)
def test_a_window_that_cannot_be_is_refused(
    store: Store, session: str, change: dict[str, object], text: str
) -> None:
    window = FaceWindow(session, AT, AT + 1, 5, 5, SAD, quality=0.5)
    with pytest.raises(BadMessage, match=text):
        store.put(replace(window, **change))  # type: ignore[arg-type]


def test_a_reply_is_stored_when_the_questionnaires_cannot_be_read(
    store: Store, session: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from questionnaires import loader
    from questionnaires.catalogue import Catalogue

    (tmp_path / "phq9.yml").write_bytes(b"\xff\xfe: [")
    monkeypatch.setattr(loader, "_CATALOGUE", Catalogue(tmp_path))
    receipt = store.put(Reply(session, "m1", AT, "I want to die", "phq9_9", AT - 9))
    assert receipt.created
    assert receipt.alert is not None and receipt.alert.source == "phrase"


def test_the_same_words_to_another_item_are_a_conflict(store: Store, session: str) -> None:
    store.put(Reply(session, "m1", AT, "2", "phq9_1", AT))
    with pytest.raises(Conflict):
        store.put(Reply(session, "m1", AT, "2", "phq9_2", AT))
