"""`vultus labels`: rated sessions as JSONL, for `train/fusion.py` to fit on."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from cli.clinic import named
from cli.operator import operator
from contract.clinic_client import ClinicClient
from contract.settings import Settings, load_settings
from contract.wire import to_json
from fusion.labels import bare, labelled

To = Annotated[Path, typer.Option(help="File to write, one session a line.")]
ClinicName = Annotated[str | None, typer.Option("--clinic", help="Needed when there are several.")]


def labels(to: To, clinic: ClinicName = None) -> None:
    """Write the sessions with a label, without words, names or pseudonyms, for a refit.

    Labels are the patients' own ratings and the ratings that clinicians gave before they had seen
    the estimate. `python -m train.fusion --rated FILE --to own.json` fits the constants on them.
    """
    lines = asyncio.run(_lines(load_settings(), clinic))
    to.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    many = "1 session" if len(lines) == 1 else f"{len(lines)} sessions"
    typer.echo(f"{many} with a label in {to}.")


async def _lines(settings: Settings, clinic: str | None) -> list[str]:
    async with ClinicClient.of(settings) as store:
        which = named(await store.clinics(), clinic).clinic
        found = dict.fromkeys(one.session for one in labelled(list(await store.labels(which))))
        note = f"{len(found)} sessions"
        await store.operated(operator(), "labels exported", clinic=which, note=note)
        return [
            json.dumps(to_json(bare(await store.record(session), f"session-{number}")))
            for number, session in enumerate(found, start=1)
        ]
