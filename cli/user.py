"""`vultus user`: who at the clinic may sign in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer

from cli.clinic import named
from cli.operator import operator
from contract.clinic_client import ClinicClient
from contract.entry import DEMO, welcome_link
from contract.errors import BadMessage, NotFound
from contract.messages import Role, Staff
from contract.settings import Settings, load_settings
from report.roles import ROLES

T = TypeVar("T")
app = typer.Typer(help="People who sign in to the clinician's pages.", no_args_is_help=True)

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="Sign-in name, such as a.nurse.")]
Name = Annotated[str, typer.Option(help="The person's name, as it stands beside what they do.")]
RoleName = Annotated[str, typer.Option("--role", help=f"{', '.join(ROLES)}.")]
ClinicName = Annotated[str | None, typer.Option("--clinic", help="Needed when there are several.")]


@app.command()
def add(login: Login, name: Name, role: RoleName, clinic: ClinicName = None) -> None:
    """Add somebody, and print the link where they choose a password."""
    settings = load_settings()

    async def made(store: ClinicClient) -> Staff:
        there = named(await store.clinics(), clinic).clinic
        staff = await store.add_staff(there, login.lower(), name, _role(role))
        note = f"{staff.login}, {staff.role}"
        await store.operated(operator(), "staff added", clinic=there, note=note)
        return staff

    _say_link(settings, _with_store(settings, made))


@app.command("list")
def list_() -> None:
    """Everybody, with role, clinic and state."""

    async def everybody(store: ClinicClient) -> list[str]:
        names = {one.clinic: one.name for one in await store.clinics()}
        people = [one for one in await store.staff() if one.staff != DEMO]
        return [f"{p.login}  {p.name}, {p.role}, {names[p.clinic]}{_state(p)}" for p in people]

    for line in _with_store(load_settings(), everybody) or ["Nobody yet."]:
        typer.echo(line)


@app.command()
def password(login: Login) -> None:
    """Print a link where the person chooses a new password; it ends a lock, too."""
    settings = load_settings()

    async def found(store: ClinicClient) -> Staff:
        staff = await _found(store, login)
        what = "link for a new password"
        await store.operated(operator(), what, clinic=staff.clinic, note=staff.login)
        return staff

    _say_link(settings, _with_store(settings, found))


@app.command()
def role(login: Login, role: Annotated[str, typer.Argument(help=f"{', '.join(ROLES)}.")]) -> None:
    """Give somebody another role; they have to sign in again."""
    changed = _with_store(load_settings(), lambda store: _change(store, login, role=_role(role)))
    typer.echo(f"{changed.name} is now {changed.role}.")


@app.command()
def disable(login: Login) -> None:
    """Switch an account off: it is signed out at once and does not sign in any more."""
    changed = _with_store(load_settings(), lambda store: _change(store, login, disabled=True))
    typer.echo(f"{changed.name} cannot sign in any more.")


@app.command()
def enable(login: Login) -> None:
    """Switch an account on again."""
    changed = _with_store(load_settings(), lambda store: _change(store, login, disabled=False))
    typer.echo(f"{changed.name} can sign in again.")


async def _change(
    store: ClinicClient, login: str, role: Role | None = None, disabled: bool | None = None
) -> Staff:
    found = await _found(store, login)
    staff = await store.change_staff(found.staff, role=role, disabled=disabled)
    what = role or ("off" if disabled else "on")
    note = f"{staff.login}: {what}"
    await store.operated(operator(), "staff changed", clinic=staff.clinic, note=note)
    return staff


async def _found(store: ClinicClient, login: str) -> Staff:
    for one in await store.staff():
        if one.login == login.lower():
            return one
    raise NotFound(f"Nobody has the sign-in name {login}; see `vultus user list`.")


def _with_store(settings: Settings, work: Callable[[ClinicClient], Awaitable[T]]) -> T:
    async def done() -> T:
        async with ClinicClient.of(settings) as store:
            return await work(store)

    return asyncio.run(done())


def _say_link(settings: Settings, staff: Staff) -> None:
    typer.echo(f"{staff.name} ({staff.role}) chooses a password here, once, within three days:")
    typer.echo(welcome_link(settings, staff))


def _state(staff: Staff) -> str:
    if staff.disabled:
        return ", switched off"
    return "" if staff.password or staff.subject else ", no password yet"


def _role(text: str) -> Role:
    for one in ROLES:
        if one == text:
            return one
    raise BadMessage(f"--role is {text!r}. Known: {', '.join(ROLES)}.")
