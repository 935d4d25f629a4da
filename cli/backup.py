"""`vultus backup` and `vultus restore`: the database as one file, and back."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Annotated

import typer

from cli.operator import operator
from contract.errors import Conflict, NotFound
from contract.settings import Settings, load_settings

To = Annotated[
    Path | None, typer.Option(help="The file to write; else one in the data folder's backups.")
]
Source = Annotated[Path, typer.Argument(metavar="FILE", help="What `vultus backup` wrote.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask again.")]


def backup(to: To = None) -> None:
    """Write the database into one file while Vultus may be running; the key is not in it."""
    from fusion.backup import back_up  # other commands need no database

    settings = load_settings()
    made = back_up(settings, to, time.time())
    _note(settings, "backup made", made.name)
    typer.echo(f"{made} ({made.stat().st_size:,} bytes)")
    typer.echo("The key is not in it: keep VULTUS_KEY or the data folder's `key` elsewhere.")


def restore(source: Source, yes: Yes = False) -> None:
    """Put a backup in the place of the database, while Vultus is stopped."""
    from fusion.backup import put_back
    from fusion.restoring import settle

    settings = load_settings()
    _refuse_running(settings)
    if not source.is_file():
        raise NotFound(f"{source}: there is no such file.")
    if not yes:
        typer.confirm("The present database will be gone. Go on?", abort=True)
    put_back(settings, source)
    again = settle(settings, time.time())
    _note(settings, "backup restored", source.name)
    typer.echo(f"Restored from {source}.")
    if again:
        typer.echo(f"Patients erased since it was made, now erased again: {again}.")


def _note(settings: Settings, what: str, name: str) -> None:
    """A line in every clinic's audit log; Vultus may be stopped, so past the service."""
    from fusion.audit import Operated, operated
    from fusion.database import Database

    database = Database.of(settings)
    try:
        with database.write() as db:
            operated(db, Operated(operator(), what, note=name[:100]), time.time())
    finally:
        database.close()


def _refuse_running(settings: Settings) -> None:
    try:
        with urllib.request.urlopen(f"{settings.store_url}/healthz", timeout=2):
            pass
    except (urllib.error.URLError, OSError):
        return
    raise Conflict(f"Vultus answers at {settings.store_url}: stop it first.")
