"""A database of the first release is brought up to date with everything in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from contract.messages import AlertStep
from contract.settings import Settings, load_settings
from fusion.cipher import Cipher
from fusion.database import MIGRATIONS, Database
from fusion.store import Store
from fusion.tables import Base
from tests.fusion.databases import KINDS, empty
from tests.fusion.everything import direct

AT = 1_800_000_000.0
FIRST = "0001"


@pytest.fixture(params=KINDS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """A database with the first schema and a session in it."""
    with empty() if request.param == "postgresql" else nullcontext("") as url:
        made = load_settings({"VULTUS_DATA": str(tmp_path), "VULTUS_DATABASE": url})
        database = Database(url or f"sqlite:///{tmp_path / 'vultus.db'}")
        _to_first(database)
        database.close()
        _fill(made)
        yield made


def _to_first(database: Database) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with database._connection(write=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)


def _fill(settings: Settings) -> None:
    """Rows as the first release wrote them."""
    seal = Cipher.of(settings).seal
    bubbles = seal([{"text": "Hello", "buttons": []}])
    rows: dict[str, dict[str, object]] = {
        "patient": {"patient": "p-1", "created": AT},
        "session": {"session": "s-1", "patient": "p-1", "channel": "web", "opened": AT},
        "consent": {"session": "s-1", "patient": "p-1", "scope": "camera", "version": "1"}
        | {"given": True, "at": AT},
        "reply": {"session": "s-1", "message": "m1", "at": AT + 9, "text": seal("I want to die")}
        | {"item": "phq9_1", "asked_at": AT, "typed": True, "typing": "[]", "offset": 0.0}
        | {"words": True, "open_item": False},
        "bot_turn": {"session": "s-1", "message": "m1", "at": AT + 10, "bubbles": bubbles},
        "answer": {"session": "s-1", "questionnaire": "phq9", "version": "1", "item": "phq9_1"}
        | {"value": 2, "at": AT + 9, "message": "m1", "skipped": False},
        "face_window": {"session": "s-1", "start": AT, "end": AT + 1, "frames": 5, "faces": 5}
        | {"mood": json.dumps([0.7, 0.1, 0.1, 0.1]), "quality": 0.5, "model": "face 1"}
        | {"dropped": 0, "offset": 0.0},
        "alert": {"session": "s-1", "at": AT + 9, "source": "phrase", "detail": "Typed words."}
        | {"message": "m1"},
    }
    with direct(settings) as connection:
        for table, row in rows.items():
            names = ", ".join(f'"{name}"' for name in row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)


def test_the_first_releases_database_is_read_and_written_on(old: Settings) -> None:
    store = Store.of(old)
    record = store.record("s-1")
    assert [reply.text for reply in record.replies] == ["I want to die"]
    assert record.bot_turns[0].bubbles[0].text == "Hello"
    assert [answer.value for answer in record.answers] == [2]
    assert record.windows[0].mood == (0.7, 0.1, 0.1, 0.1)
    assert store.consented("s-1", "camera")
    (case,) = store.alerts.open()
    store.alerts.add_steps(case.number, [AlertStep(AT + 20, "acknowledged", "A. Nurse")], None)
    assert store.close_session("s-1", "completed", AT + 30).closed == AT + 30
    assert store.record("s-1").mood is not None
    store.close()


def test_afterwards_the_tables_are_those_of_the_code(old: Settings) -> None:
    database = Database.of(old)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    database.migrate()  # a second start has nothing to do
    database.close()


def test_the_migrations_are_one_line_from_the_first_release_on() -> None:
    script = ScriptDirectory(str(Path(MIGRATIONS)))
    assert len(script.get_heads()) == 1
    assert [one.revision for one in script.walk_revisions()][-1] == FIRST
