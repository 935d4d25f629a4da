"""`vultus key`: the key that encrypts what patients write."""

from __future__ import annotations

from typing import Annotated

import typer
from cryptography.fernet import Fernet

from contract.settings import load_settings

app = typer.Typer(help="The key that encrypts what patients write.", no_args_is_help=True)

Settle = Annotated[float | None, typer.Option(help="Seconds to wait for what is being written.")]


@app.command("new")
def new() -> None:
    """Print a new key, for VULTUS_KEY."""
    typer.echo(Fernet.generate_key().decode())


@app.command("rotate")
def rotate(settle: Settle = None) -> None:
    """Seal everything with a new key, Rasa's trackers too; what runs may go on running.

    Cut off at any moment it has lost nothing: run it again.
    """
    from fusion.rotation import SETTLE_S, Rotation  # other commands need no database

    settings = load_settings()
    rotation = Rotation.of(settings)
    try:
        done = rotation.run(_say, SETTLE_S if settle is None else settle)
    finally:
        rotation.close()
    typer.echo(f"Done: {sum(done.counts.values()):,} values have the first key.")
    if settings.key:
        typer.echo("Now take the former keys out of VULTUS_KEY, everywhere, and restart.")
    elif done.retired:
        kept = settings.data / "key.former"
        typer.echo(f"{kept} holds the former key: it opens backups of before. Delete it with them.")


def _say(table: str, count: int) -> None:
    if count:
        typer.echo(f"  {table}: {count:,}")
