"""The databases that the store's tests run on: SQLite, and PostgreSQL where TEST_DATABASE names one
(`scripts/with-postgresql` starts it)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from contract.settings import Settings
from fusion.database import Database

SERVER = os.environ.get("TEST_DATABASE", "")
KINDS = ["sqlite", *(["postgresql"] if SERVER else [])]


@contextmanager
def fresh() -> Iterator[str]:
    """The URL of a new database with the latest schema; it is dropped afterwards."""
    name = _name()
    _run(f"CREATE DATABASE {name} TEMPLATE {_template()}")
    try:
        yield _url(name)
    finally:
        _run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def empty() -> Iterator[str]:
    """The URL of a new database without any table."""
    name = _name()
    _run(f"CREATE DATABASE {name}")
    try:
        yield _url(name)
    finally:
        _run(f"DROP DATABASE {name} WITH (FORCE)")


def sqlite_file(settings: Settings) -> Path:
    """The database's own file; the test is skipped where there is none."""
    if settings.database:
        pytest.skip("PostgreSQL keeps its files itself")
    return settings.data / "vultus.db"


@cache
def _template() -> str:
    """A migrated database to copy: much quicker than migrating each one."""
    name = _name()
    _run(f"CREATE DATABASE {name}")
    database = Database(_url(name))
    database.migrate()
    database.close()
    return name


def _name() -> str:
    return f"test_{secrets.token_hex(6)}"


def _url(name: str) -> str:
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def _run(statement: str) -> None:
    engine = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
