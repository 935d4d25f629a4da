"""`vultus run`: everything under one supervisor, then the two links, until Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from types import FrameType

from rich.console import Console
from rich.status import Status

from cli.supervisor import CannotRun, Supervisor, running
from contract.client import StoreClient
from contract.clinic_client import ClinicClient
from contract.entry import DEMO, entry_token
from contract.errors import BadSetting, NotFound, VultusError
from contract.messages import Staff
from contract.secret import part_secret
from contract.settings import Settings, load_settings

WATCH_S = 2.0
_NAMES = {"rasa": "Rasa", "actions": "the action server", "service": "the service"}


class _Stopped(Exception):
    """The person at the terminal, or the system, wants us to stop."""


def run() -> None:
    """Start Vultus and print the patient's and the clinician's links; Ctrl-C stops all of it."""
    console = Console(highlight=False)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        settings = load_settings()
        with console.status("Starting ...") as status:
            _serve(settings, console, status)
    except (CannotRun, BadSetting, VultusError) as error:
        sys.exit(error.text)
    except _Stopped:
        console.print("Stopped. Nothing is left running.")


def demo_link(settings: Settings) -> str:
    """The demo patient's link: made at the first start, the same at the next."""
    return f"{settings.public_url}/p/{asyncio.run(_demo_token(settings))}"


def clinician_link(settings: Settings, after: str = "", url: str | None = None) -> str:
    """In demo mode a link that signs the demo's administrator in, then leads to `after`; the page
    itself otherwise, which asks to sign in. `url` is another service than the settings'."""
    base = url or settings.public_url
    if not settings.demo:
        return f"{base}{after or '/c'}"
    token = entry_token(settings, "demo", asyncio.run(_demo_staff(settings, url)))
    return f"{base}/c/enter/{token}" + (f"?next={after}" if after else "")


def _serve(settings: Settings, console: Console, status: Status) -> None:
    started = time.monotonic()

    def say(waiting: str) -> None:
        seconds = time.monotonic() - started
        status.update(f"Starting; waiting for {waiting or 'nothing'} ... {seconds:.0f} s")

    with running(settings, say) as supervisor:
        status.stop()
        _print_links(settings, console)
        _watch(supervisor, console)


def _print_links(settings: Settings, console: Console) -> None:
    console.print("\nVultus is running.\n")
    console.print(f"  Patient    {demo_link(settings)}", soft_wrap=True)
    console.print(f"  Clinician  {clinician_link(settings)}", soft_wrap=True)
    if settings.demo:
        console.print("\n  Demo: nobody is told of alerts. Every patient's page says so.")
        console.print("  The clinician's link signs you in as the demo's administrator.")
    elif not asyncio.run(_anybody(settings)):
        console.print("\n  Nobody can sign in yet: see `.venv/bin/vultus user add --help`.")
    console.print(f"  Logs are in {settings.data}/logs. Ctrl-C stops everything.\n")


def _watch(supervisor: Supervisor, console: Console) -> None:
    """Say so when a program died and was started again."""
    before = supervisor.check()
    while True:
        time.sleep(WATCH_S)
        now = supervisor.check()
        for name in sorted(set(before) & set(now)):
            if now[name] not in (0, before[name]):
                console.print(f"{_NAMES[name].capitalize()} had stopped and was started again.")
        before |= {name: pid for name, pid in now.items() if pid}


async def _demo_staff(settings: Settings, url: str | None) -> Staff:
    async with ClinicClient(url or settings.store_url, part_secret(settings)) as store:
        return await store.demo_staff()


async def _anybody(settings: Settings) -> bool:
    async with ClinicClient.of(settings) as store:
        return any(one.staff != DEMO and not one.disabled for one in await store.staff())


async def _demo_token(settings: Settings) -> str:
    kept = settings.data / "demo-patient"
    async with StoreClient.of(settings) as store:
        if kept.exists():
            try:
                return (await store.invited(kept.read_text().strip())).token
            except NotFound:
                pass  # the database was removed: the link it held is gone with it
        invite = await store.invite()
    kept.touch(mode=0o600)
    kept.write_text(invite.token)
    return invite.token


def _stop(_signal: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # one is enough; stopping takes a few seconds
    raise _Stopped
