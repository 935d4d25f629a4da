"""`vultus clinic`: the clinics whose patients and staff are kept apart."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from contract.clinic_client import ClinicClient
from contract.errors import NotFound
from contract.messages import Clinic
from contract.settings import Settings, load_settings

app = typer.Typer(help="Clinics: nobody sees another one's patients.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="As it stands on the pages.")]


@app.command()
def add(name: Name) -> None:
    """Add a clinic; `vultus user add --clinic NAME` then adds its people."""
    made = asyncio.run(_add(load_settings(), name))
    typer.echo(f"{made.name} is there ({made.clinic}).")


@app.command()
def rename(old: Name, new: Annotated[str, typer.Argument(metavar="NEW")]) -> None:
    """Give a clinic another name."""

    async def renamed(settings: Settings) -> Clinic:
        async with ClinicClient.of(settings) as store:
            which = named(await store.clinics(), old)
            return await store.rename_clinic(which.clinic, new)

    typer.echo(f"It is called {asyncio.run(renamed(load_settings())).name} now.")


@app.command("list")
def list_() -> None:
    """Every clinic."""
    for one in asyncio.run(clinics(load_settings())):
        typer.echo(f"{one.clinic}  {one.name}")


async def clinics(settings: Settings) -> tuple[Clinic, ...]:
    """All of them."""
    async with ClinicClient.of(settings) as store:
        return await store.clinics()


def named(found: tuple[Clinic, ...], name: str | None) -> Clinic:
    """The clinic of that name or id; the only one when no name is given."""
    if name is None and len(found) == 1:
        return found[0]
    for one in found:
        if name in (one.name, one.clinic):
            return one
    known = ", ".join(one.name for one in found)
    raise NotFound(f"Say which clinic with --clinic: {known}. `vultus clinic add` adds another.")


async def _add(settings: Settings, name: str) -> Clinic:
    async with ClinicClient.of(settings) as store:
        return await store.add_clinic(name)
