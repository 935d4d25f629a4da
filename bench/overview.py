"""`python -m bench.overview`: how long the clinic's overview takes with years of sessions."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from aiohttp import ClientSession, CookieJar, web
from rich.console import Console
from rich.table import Table

from bench import origin
from bench.clinic_data import Size, fill
from bench.command import run
from cli.run import clinician_link
from contract.settings import Settings, load_settings
from fusion.cipher import Cipher
from fusion.database import Database
from fusion.store import Store
from service.app import build

Patients = Annotated[int, typer.Option(min=1, help="Patients of the clinic.")]
Sessions = Annotated[int, typer.Option(min=1, help="Sessions of all of them together.")]
Rounds = Annotated[int, typer.Option(min=2, help="How often each page is asked for.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]
PAGES = {
    "first page": "/c",
    "page 40": "/c?page=40",
    "search": "/c?patient=p-0012",
    "open alerts": "/c?only=alerts",
    "not answered": "/c?only=unanswered",
    "changed totals": "/c?only=changed",
    "missed": "/c?only=missed",
    "Telegram, a period": "/c?channel=telegram&since=2026-01-01",
    "patients and links": "/c/patients",
    "of them page 40": "/c/patients?page=40",
}


def overview(
    patients: Patients = 5_000,
    sessions: Sessions = 200_000,
    rounds: Rounds = 40,
    as_json: AsJson = False,
) -> None:
    """The overview's pages over the real service's HTTP, signed in, on a generated database.

    The database is a SQLite file in a temporary folder, filled past the store; the lines of all
    patients are made before the first page is timed, which is reported too.
    """
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(
            {
                "VULTUS_DATA": folder,
                "VULTUS_PORT": str(_free_port()),
                "VULTUS_PARTS": "fusion,report",
            }
        )
        console.print(f"Writing {patients:,} patients and {sessions:,} sessions ...")
        _write(settings, Size(patients, sessions))
        console.print("Making the patients' lines ...")
        made = _lines(settings)
        size = Path(folder, "vultus.db").stat().st_size
        console.print("Asking for pages ...")
        pages = asyncio.run(_timed(settings, rounds))
    found = {
        "command": origin.command("bench.overview"),
        "commit": origin.commit(),
        "machine": {"processor": origin.processor(), "cores": len(os.sched_getaffinity(0))},
        "patients": patients,
        "sessions": sessions,
        "database_mb": round(size / 1e6),
        "lines_s": round(made, 1),
        "pages_ms": pages,
    }
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        _show(found, Console(highlight=False))


def _write(settings: Settings, size: Size) -> None:
    database = Database.of(settings)
    with database.engine.begin() as connection:
        fill(connection, size, Cipher.of(settings), time.time())
    database.close()


def _lines(settings: Settings) -> float:
    """Seconds that the lines of all patients take, once after an update."""
    store, start = Store.of(settings), time.perf_counter()
    store.overviews.make_lines(3600, time.time())
    taken = time.perf_counter() - start
    store.close()
    return taken


async def _timed(settings: Settings, rounds: int) -> dict[str, dict[str, float]]:
    runner = web.AppRunner(build(settings), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", settings.port).start()
    try:
        link = await asyncio.to_thread(clinician_link, settings)
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
            return await _asked(browser, settings, link, rounds)
    finally:
        await runner.cleanup()


async def _asked(
    browser: ClientSession, settings: Settings, link: str, rounds: int
) -> dict[str, dict[str, float]]:
    await _get(browser, link)
    base, taken = f"http://127.0.0.1:{settings.port}", dict[str, list[float]]()
    for _ in range(rounds + 1):
        for name, path in PAGES.items():
            start = time.perf_counter()
            await _get(browser, base + path)
            taken.setdefault(name, []).append((time.perf_counter() - start) * 1e3)
    return {name: _spread(times[1:]) for name, times in taken.items()}  # the first one warms up


async def _get(browser: ClientSession, address: str) -> None:
    async with browser.get(address) as answer:
        page = await answer.text()
        if answer.status != 200 or not ("<h1>Overview</h1>" in page or "<h1>Patients of" in page):
            raise RuntimeError(f"{address} gave {answer.status} and no such page.")


def _spread(times: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.percentile(times, (50, 95))
    return {"p50": round(float(p50), 1), "p95": round(float(p95), 1), "max": round(max(times), 1)}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _show(found: dict[str, Any], console: Console) -> None:
    console.print(
        f"{found['patients']:,} patients, {found['sessions']:,} sessions, {found['database_mb']:,} "
        f"MB; {found['machine']['cores']} cores, {found['machine']['processor']}; commit "
        f"{found['commit'] or 'unknown'}"
    )
    console.print(f"All patients' lines made anew: {found['lines_s']} s")
    table = Table("ms", "p50", "p95", "max")
    for name, times in found["pages_ms"].items():
        table.add_row(name, *(f"{value:,.0f}" for value in times.values()))
    console.print(table)


if __name__ == "__main__":
    run(overview)
