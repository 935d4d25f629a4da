"""`vultus patient`: what a patient may ask the clinic for."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Annotated

import typer

from cli.operator import operator
from contract.clinic_client import ClinicClient
from contract.errors import BadMessage
from contract.messages import Proof
from contract.settings import Settings, load_settings
from contract.wire import to_json

app = typer.Typer(help="What a patient may ask for, on a running Vultus.", no_args_is_help=True)

Patient = Annotated[str, typer.Argument(metavar="PATIENT", help="As the clinician's page has it.")]
By = Annotated[str, typer.Option(help="Your name, for the proof.")]
To = Annotated[Path, typer.Option(help="The zip file to write.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask again.")]
File = Annotated[Path | None, typer.Option(help="Write the proof into this file, as JSON.")]


@app.command("download")
def download(patient: Patient, to: To) -> None:
    """Write all that is held of a patient into a zip of JSON files, words in the open."""
    _refuse_existing(to)
    _write(to, asyncio.run(_download(load_settings(), patient)))
    typer.echo(f"{to} holds all of {patient}; read it before you hand it over.")


@app.command("erase")
def erase(patient: Patient, by: By, yes: Yes = False, proof: File = None) -> None:
    """Delete all of a patient for good, and print the proof, which names nobody."""
    if not yes:
        typer.confirm(f"Delete all of {patient} for good?", abort=True)
    _refuse_existing(proof)
    done = asyncio.run(_erase(load_settings(), patient, by))
    if proof is not None:
        _write(proof, json.dumps(to_json(done), indent=2).encode())
    _say(done)


@app.command("proofs")
def proofs() -> None:
    """Every proof of an erasure, one JSON object a line, the latest first."""
    for one in asyncio.run(_proofs(load_settings())):
        typer.echo(json.dumps(to_json(one)))


def _say(proof: Proof) -> None:
    typer.echo(f"Erased; the proof is {proof.reference}.")
    for table, rows in proof.erased.items():
        if rows:
            typer.echo(f"  deleted  {rows:>7,}  {table}")
    for kept in proof.kept:
        typer.echo(f"  kept     {kept.rows:>7,}  {kept.table}: {kept.because}")
    for line in proof.beyond:
        typer.echo(f"  beyond recall: {line}")


def _refuse_existing(path: Path | None) -> None:
    if path is not None and path.exists():
        raise BadMessage(f"{path} exists already; name another file.")


def _write(path: Path, content: bytes) -> None:
    """A new file that only its owner can read."""
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)


async def _download(settings: Settings, patient: str) -> bytes:
    async with ClinicClient.of(settings) as store:
        await store.operated(operator(), "all read", patient=patient)
        return await store.download(patient)


async def _erase(settings: Settings, patient: str, by: str) -> Proof:
    async with ClinicClient.of(settings) as store:
        await store.operated(operator(), "patient erased", patient=patient, note=f"by {by}"[:100])
        return await store.erase(patient, by)


async def _proofs(settings: Settings) -> tuple[Proof, ...]:
    async with ClinicClient.of(settings) as store:
        await store.operated(operator(), "proofs read")
        return await store.proofs()
