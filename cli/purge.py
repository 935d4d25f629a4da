"""`vultus purge`: delete now what has been kept long enough."""

from __future__ import annotations

import asyncio

import typer

from contract.client import StoreClient
from contract.messages import Purged
from contract.settings import Settings, load_settings


def purge() -> None:
    """Delete what has been kept as long as VULTUS_KEEP says; what runs does so every hour."""
    done = asyncio.run(_purge(load_settings()))
    for name, rows in done.rows.items():
        typer.echo(f"{rows:>9,}  {name}")
    if not done.rows:
        typer.echo("Nothing has been kept long enough to be deleted.")
    if "held" in done.rows:
        typer.echo("held: sessions that stay until their alert is closed.")


async def _purge(settings: Settings) -> Purged:
    async with StoreClient.of(settings) as store:
        return await store.purge()
