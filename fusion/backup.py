"""Backups of the database, taken while it is in use, and putting one back.

Rasa's trackers are not in it, as they can be lost; neither is the key, without which it is no
sentence. A backup of SQLite is a database file, one of PostgreSQL what pg_dump writes.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from contract.errors import BadMessage, BadSetting
from contract.settings import Settings

PREFIX = "vultus-"
_SQLITE, _POSTGRESQL = b"SQLite format 3\0", b"PGDMP"


def folder_of(settings: Settings) -> Path:
    """Where backups go when nobody says otherwise; only there they are deleted again."""
    return settings.data / "backups"


def back_up(settings: Settings, to: Path | None, at: float) -> Path:
    """Write a new backup file and return its path."""
    url = _url(settings)
    name = time.strftime(f"{PREFIX}%Y%m%d-%H%M%S", time.gmtime(at))
    target = to or folder_of(settings) / f"{name}{'.db' if _is_sqlite(url) else '.dump'}"
    if target.exists():
        raise BadMessage(f"{target} exists already; name another file.")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    try:
        (_copy_sqlite if _is_sqlite(url) else _dump)(url, draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return target


def put_back(settings: Settings, source: Path) -> None:
    """Put the backup in the place of the database; what was there is gone.

    Raises BadMessage when the file is no whole backup of this kind of database.
    """
    url = _url(settings)
    kind = _kind(source)
    if kind != ("sqlite" if _is_sqlite(url) else "postgresql"):
        raise BadMessage(
            f"{source} is no backup of the kind of database that VULTUS_DATABASE names."
        )
    (_restore_sqlite if kind == "sqlite" else _restore_postgresql)(url, source)


def delete_old(folder: Path, before: float) -> int:
    """Delete the backups in the folder that are older; how many."""
    old = [path for path in folder.glob(f"{PREFIX}*") if path.stat().st_mtime < before]
    for path in old:
        path.unlink()
    return len(old)


def _url(settings: Settings) -> URL:
    return make_url(settings.database or f"sqlite:///{settings.data / 'vultus.db'}")


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _kind(source: Path) -> str:
    try:
        with source.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise BadMessage(f"{source} cannot be read ({error.strerror}).") from None
    if head == _SQLITE:
        return "sqlite"
    return "postgresql" if head.startswith(_POSTGRESQL) else "neither"


def _copy_sqlite(url: URL, target: Path) -> None:
    """SQLite's own online copy: whole and of one moment, whoever writes meanwhile."""
    source = Path(url.database or "")
    if not source.exists():
        raise BadSetting(f"There is no database at {source}; is VULTUS_DATA the right folder?")
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE").close()  # one file, nothing beside it


def _restore_sqlite(url: URL, source: Path) -> None:
    target = Path(url.database or "")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        shutil.copyfile(source, draft)
        draft.chmod(0o600)
        _check_whole(draft, source)
        for beside in ("-wal", "-shm"):
            target.with_name(target.name + beside).unlink(missing_ok=True)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def _check_whole(path: Path, source: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as raw:
            (said,) = raw.execute("PRAGMA integrity_check").fetchone()
            raw.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        said = "no database of Vultus"
    if said != "ok":
        raise BadMessage(f"{source} is damaged or no backup of Vultus; nothing was changed.")


def _dump(url: URL, target: Path) -> None:
    _run("pg_dump", url, "--format=custom", "--no-owner", f"--file={target}")


def _restore_postgresql(url: URL, source: Path) -> None:
    """In one transaction: either all of it, or nothing was changed."""
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    _run("pg_restore", url, *options, str(source))


def _run(program: str, url: URL, *options: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise BadSetting(f"{program} is not installed: apt-get install postgresql-client.")
    where = {"host": url.host, "port": url.port, "username": url.username, "dbname": url.database}
    given = [f"--{name}={value}" for name, value in where.items() if value is not None]
    environ = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    done = subprocess.run(
        [found, "--no-password", *given, *options], env=environ, capture_output=True, text=True
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise BadSetting(f"{program} failed; nothing was changed. It said: {last}")
