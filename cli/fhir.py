"""`vultus fhir`: bundles of sessions, and the outbox to the hospital's FHIR server."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from typing import Annotated

import typer

from cli.operator import operator
from contract.clinic_client import ClinicClient
from contract.errors import BadMessage, NotFound
from contract.messages import Queued, Record
from contract.settings import Settings, load_settings
from questionnaires.loader import load_all
from report.fhir.bundle import bundle
from report.fhir.codes import code_system
from report.fhir.worker import wanted

app = typer.Typer(
    help="Sessions as FHIR R4 bundles, and what is pushed to the hospital's server.",
    no_args_is_help=True,
)

Which = Annotated[str, typer.Argument(metavar="SESSION", help="The session's id.")]
Several = Annotated[list[str] | None, typer.Argument(metavar="[SESSION]...")]
Every = Annotated[bool, typer.Option("--all", help="Every closed session.")]


@app.command("bundle")
def bundle_(session: Which) -> None:
    """Print the bundle that the settings would push."""
    settings = load_settings()
    made = bundle(asyncio.run(_record(settings, session)), load_all(), wanted(settings))
    if made is None:
        raise NotFound("There is nothing to push of this session yet: it is still open.")
    typer.echo(json.dumps(made, indent=1, ensure_ascii=False))


@app.command()
def codes() -> None:
    """Print our CodeSystem, to be loaded into the server once."""
    typer.echo(json.dumps(code_system(), indent=1))


@app.command()
def push(sessions: Several = None, every: Every = False) -> None:
    """Send sessions again, also those that the server has taken."""
    settings = load_settings()
    if not settings.fhir_url:
        raise BadMessage("Set VULTUS_FHIR_URL, here and for the running service, to push.")
    if bool(sessions) == every:
        raise BadMessage("Name the sessions, or say --all.")
    count = asyncio.run(_push(settings, None if every else sessions))
    typer.echo(f"{count} sent again; `vultus fhir status` shows what comes of it.")


@app.command()
def status() -> None:
    """What waits in the outbox, and what the server did not take."""
    queued = asyncio.run(_outbox(load_settings()))
    for one in queued:
        if one.due is not None or one.error:
            typer.echo(f"{one.session}  {_said(one)}")
    waiting = sum(one.due is not None for one in queued)
    refused = sum(one.due is None and bool(one.error) for one in queued)
    taken = len(queued) - waiting - refused
    typer.echo(f"{taken} taken, {waiting} waiting, {refused} refused.")


def _said(one: Queued) -> str:
    if one.due is None:
        return f"refused ({one.error}); it is sent again when the session changes"
    when = f"next {datetime.fromtimestamp(one.due):%Y-%m-%d %H:%M:%S} here"
    return f"{when}, after {one.attempts} failures ({one.error})" if one.error else when


async def _record(settings: Settings, session: str) -> Record:
    async with ClinicClient.of(settings) as store:
        await store.operated(operator(), "session FHIR bundle read", session=session)
        return await store.record(session)


async def _push(settings: Settings, sessions: list[str] | None) -> int:
    async with ClinicClient.of(settings) as store:
        for session in sessions or ():
            await store.operated(operator(), "session sent again", session=session)
        if sessions is None:
            await store.operated(operator(), "every session sent again")
        return await store.send_again(sessions)


async def _outbox(settings: Settings) -> tuple[Queued, ...]:
    async with ClinicClient.of(settings) as store:
        await store.operated(operator(), "FHIR outbox read")
        return await store.outbox()
