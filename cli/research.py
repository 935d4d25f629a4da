"""`vultus research`: all sessions as pseudonymised tables."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from cli.operator import operator
from contract.clinic_client import ClinicClient
from contract.errors import BadMessage, NotFound
from contract.settings import Settings, load_settings
from questionnaires.loader import load_all
from report.research.files import SHEETS, Files
from report.research.pseudonyms import Pseudonyms
from report.research.rows import session_rows
from report.research.tables import ESTIMATES, TABLES

Folder = Annotated[Path, typer.Argument(help="A new or empty folder.")]
Form = Annotated[str, typer.Option("--form", help="csv or parquet.")]


def research(folder: Folder, form: Form = "csv") -> None:
    """Write every closed session into tables for research: no words, no dates, new pseudonyms."""
    if form not in SHEETS:
        raise BadMessage(f"--form is {form!r}; it must be {' or '.join(SHEETS)}.")
    count = asyncio.run(_export(load_settings(), folder, form))
    typer.echo(f"{count} sessions in {folder}. Pseudonymised data is still personal data.")


async def _export(settings: Settings, folder: Path, form: str) -> int:
    """How many sessions were written. One record is held at a time."""
    wanted = [name for name in TABLES if not (settings.hide_estimates and name in ESTIMATES)]
    names, definitions = Pseudonyms.of(settings), load_all()
    count = 0
    async with ClinicClient.of(settings) as store:
        await store.operated(operator(), "sessions exported", note=form)
        summaries = await store.summaries()
        first: dict[str, float] = {}
        for line in summaries:  # the latest first, so that a patient's first comes last
            first[line.session.patient] = line.session.opened
        with Files(folder, form, wanted) as files:
            for line in reversed(summaries):
                if line.session.closed is None:
                    continue
                try:
                    record = await store.record(line.session.session)
                except NotFound:
                    continue  # erased meanwhile
                since = first[record.session.patient]
                for table, row in session_rows(record, since, definitions, names):
                    files.write(table, row)
                count += 1
    return count
