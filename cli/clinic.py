"""`vultus clinic`: the clinics whose patients and staff are kept apart."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from cli.operator import operator
from contract.clinic_client import ClinicClient
from contract.errors import BadMessage, NotFound
from contract.messages import Clinic
from contract.recipients import recipient
from contract.settings import Settings, load_settings

app = typer.Typer(help="Clinics: nobody sees another one's patients.", no_args_is_help=True)

To = Annotated[str, typer.Option(help="Mail addresses and https webhooks, by commas.")]
Second = Annotated[str, typer.Option(help="Told as well when nobody acknowledges in time.")]
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


@app.command()
def alerts(name: Name, to: To = "", second: Second = "") -> None:
    """Say who is told of a clinic's alerts; without options, whom the settings name again."""
    settings = load_settings()
    first, later = _split(to), _split(second)
    if any("@" in one and "://" not in one for one in first + later) and not settings.smtp:
        raise BadMessage("Mails need VULTUS_SMTP and VULTUS_MAIL_FROM, here and for the service.")

    async def told(store: ClinicClient) -> Clinic:
        which = named(await store.clinics(), name).clinic
        what = "alert recipients set"
        await store.operated(operator(), what, clinic=which, note=f"{len(first)}, {len(later)}")
        return await store.tell(which, first, later)

    async def done() -> Clinic:
        async with ClinicClient.of(settings) as store:
            return await told(store)

    typer.echo(_said(asyncio.run(done())))


@app.command("list")
def list_() -> None:
    """Every clinic, with who is told of its alerts where that is not whom the settings name."""
    for one in asyncio.run(clinics(load_settings())):
        typer.echo(f"{one.clinic}  {_said(one)}")


def _said(clinic: Clinic) -> str:
    to, second = (
        ", ".join(recipient(one).name for one in told)
        for told in (clinic.alert_to, clinic.alert_second)
    )
    told = (f"alerts to {to}" if to else "") + (f", then also {second}" if second else "")
    return f"{clinic.name}  {told.strip(', ')}" if told else clinic.name


def _split(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


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
