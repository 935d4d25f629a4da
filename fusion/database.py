"""The database: the engine of a SQLAlchemy URL, SQLite's settings, migrations on start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.orm import Session as Db

from contract.errors import BadSetting
from contract.settings import Settings

MIGRATIONS = Path(__file__).parent / "migrations"
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an acknowledged reply survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten
)


class Database:
    """Transactions on one database; `write` holds SQLite's only write lock from its start."""

    def __init__(self, url: str) -> None:
        try:
            self.engine = create_engine(url, hide_parameters=True)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            kind = type(error).__name__
            raise BadSetting(f"VULTUS_DATABASE is not a usable SQLAlchemy URL ({kind}).") from None
        self._turn: AbstractContextManager[Any] = nullcontext()
        if self.engine.dialect.name == "sqlite":
            _settle_sqlite(self.engine)
            # SQLite lets one write at a time; who finds it taken sleeps and looks again, each time
            # longer. A lock of our own wakes the next thread at once.
            self._turn = Lock()

    @classmethod
    def of(cls, settings: Settings) -> Database:
        """The database that the settings name, migrated to the latest schema."""
        url = settings.database or f"sqlite:///{settings.data / 'vultus.db'}"
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        database = cls(url)
        database.migrate()
        return database

    @contextmanager
    def read(self) -> Iterator[Db]:
        """A transaction that only reads."""
        with self._transaction(write=False) as db:
            yield db

    @contextmanager
    def write(self) -> Iterator[Db]:
        """A transaction that commits at the end of the block, or not at all."""
        with self._turn, self._transaction(write=True) as db:
            yield db

    def migrate(self) -> None:
        """Bring the schema up to date, in one transaction."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        with self._connection(write=True) as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def scrub(self) -> None:
        """Leave nothing of what was deleted in SQLite's log; PostgreSQL's vacuum does its own."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def close(self) -> None:
        """Close the connections."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, write: bool) -> Iterator[Db]:
        with self._connection(write) as connection, Db(connection) as db, db.begin():
            yield db

    @contextmanager
    def _connection(self, write: bool) -> Iterator[Connection]:
        with self.engine.connect().execution_options(vultus_write=write) as connection:
            yield connection


def _settle_sqlite(engine: Engine) -> None:
    """SQLite's pragmas, and our own BEGIN: the driver's would come too late for a safe read."""

    @event.listens_for(engine, "connect")
    def _connect(raw: Any, _: Any) -> None:
        raw.isolation_level = None
        for pragma in PRAGMAS:
            raw.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("vultus_write", True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
