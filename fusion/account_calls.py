"""The store's calls about clinics, staff, links and the audit log over HTTP; app.py adds them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from contract.errors import BadMessage, NotFound, TooMany
from contract.messages import Deed, Role
from contract.wire import from_json, to_json
from fusion import audit, passwords
from fusion.audit import Operated
from fusion.checks import checked
from fusion.overview_calls import page_number
from fusion.store import Store

MOST_WAITING = 20
"""Passwords that may wait for their turn; argon2 takes about a tenth of a second for each."""


@dataclass(frozen=True)
class NewClinic:
    """Body of `POST /internal/clinics` and of `POST /internal/clinics/{clinic}`, a new name."""

    name: str


@dataclass(frozen=True)
class Told:
    """Body of `POST /internal/clinics/{clinic}/alerts`; none: those of the settings."""

    to: tuple[str, ...] = ()
    second: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewStaff:
    """Body of `POST /internal/staff`."""

    clinic: str
    login: str
    name: str
    role: Role


@dataclass(frozen=True)
class Change:
    """Body of `POST /internal/staff/{staff}`; null: as it was."""

    role: Role | None = None
    disabled: bool | None = None


@dataclass(frozen=True)
class Entry:
    """Body of `POST /internal/sign-ins`."""

    login: str
    password: str


@dataclass(frozen=True)
class Vouched:
    """Body of `POST /internal/sign-ins/openid`."""

    subject: str
    login: str


@dataclass(frozen=True)
class NewPassword:
    """Body of `POST /internal/staff/{staff}/password`."""

    password: str


@dataclass(frozen=True)
class NewLink:
    """Body of `POST /internal/clinics/{clinic}/patients` and `.../patients/{patient}/links`."""

    by: str = ""


@dataclass
class Hashing:
    """One thread for argon2, so that sign-ins never hold up the replies of patients."""

    thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    waiting: int = 0

    async def run(self, call: Callable[..., Any], *args: Any) -> Any:
        """The call's result, from the thread; TooMany when too many wait for it."""
        if self.waiting >= MOST_WAITING:
            raise TooMany("Too many people sign in at once; try again in a moment.")
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.thread, call, *args)
        finally:
            self.waiting -= 1


hashing_key = web.AppKey("hashing", Hashing)


async def hashing(app: web.Application) -> AsyncIterator[None]:
    """A `cleanup_ctx`: the thread for passwords."""
    app[hashing_key] = Hashing()
    yield
    app[hashing_key].thread.shutdown()


class AccountCalls:
    """The handlers; `in_thread` calls something with the store, `body` reads the JSON."""

    def __init__(
        self,
        in_thread: Callable[..., Awaitable[Any]],
        body: Callable[[web.Request], Awaitable[Any]],
    ) -> None:
        self._in_thread, self._body = in_thread, body

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        return [
            web.get("/internal/clinics", self.clinics),
            web.post("/internal/clinics", self.add_clinic),
            web.post("/internal/clinics/{clinic}", self.rename_clinic),
            web.post("/internal/clinics/{clinic}/alerts", self.tell),
            web.get("/internal/clinics/{clinic}/patients", self.patients),
            web.post("/internal/clinics/{clinic}/patients", self.invite),
            web.get("/internal/clinics/{clinic}/audit", self.audit),
            web.get("/internal/patients/{patient}/links", self.links),
            web.post("/internal/patients/{patient}/links", self.invite_again),
            web.delete("/internal/patients/{patient}/links/{link}", self.revoke),
            web.get("/internal/staff", self.staff),
            web.post("/internal/staff", self.add_staff),
            web.post("/internal/staff/demo", self.demo_staff),
            web.get("/internal/staff/{staff}", self.one),
            web.post("/internal/staff/{staff}", self.change),
            web.post("/internal/staff/{staff}/sign-out", self.sign_out_everywhere),
            web.post("/internal/staff/{staff}/password", self.set_password),
            web.post("/internal/sign-ins", self.sign_in),
            web.post("/internal/sign-ins/openid", self.sign_in_openid),
            web.post("/internal/audit", self.witness),
            web.post("/internal/audit/operator", self.operator),
        ]

    async def sign_in(self, request: web.Request) -> web.Response:
        """Whose name and password it is; counted before the password is looked at."""
        said = from_json(await self._body(request), Entry)
        attempt = await self._do(request, "begin", said.login, time.time())
        hashes = request.app[hashing_key]
        right = await hashes.run(passwords.matches, said.password, attempt.kept)
        new = None
        if right and passwords.outdated(attempt.kept):
            new = await hashes.run(passwords.hashed, said.password)
        return _json(await self._do(request, "finish", attempt, right, new, time.time()))

    async def sign_in_openid(self, request: web.Request) -> web.Response:
        """Whose account it is that the clinic's provider vouches for."""
        said = from_json(await self._body(request), Vouched)
        return _json(await self._do(request, "openid", said.subject, said.login, time.time()))

    async def set_password(self, request: web.Request) -> web.Response:
        """Give an account a new password."""
        said = from_json(await self._body(request), NewPassword)
        person = await self._do(request, "one", request.match_info["staff"])
        passwords.check_new(said.password, person.login, person.name)
        new = await request.app[hashing_key].run(passwords.hashed, said.password)
        return _json(await self._do(request, "set_password", person.staff, new))

    async def clinics(self, request: web.Request) -> web.Response:
        return _list("clinics", await self._do(request, "clinics"))

    async def add_clinic(self, request: web.Request) -> web.Response:
        name = from_json(await self._body(request), NewClinic).name
        return _json(await self._do(request, "add_clinic", name, time.time()))

    async def rename_clinic(self, request: web.Request) -> web.Response:
        name = from_json(await self._body(request), NewClinic).name
        clinic = request.match_info["clinic"]
        return _json(await self._do(request, "rename_clinic", clinic, name, time.time()))

    async def tell(self, request: web.Request) -> web.Response:
        told, clinic = from_json(await self._body(request), Told), request.match_info["clinic"]
        if not clinic.isprintable():
            raise NotFound("There is no such clinic.")
        return _json(await self._do(request, "tell", clinic, told.to, told.second))

    async def patients(self, request: web.Request) -> web.Response:
        clinic, part = request.match_info["clinic"], request.query.get("patient") or None
        page = page_number(request.query.get("page", "1"), "page")
        if not (clinic + (part or "")).isprintable():
            raise BadMessage("clinic and patient must be text without control characters.")
        found, count = await self._do(request, "patients", clinic, part, page)
        return web.json_response({"patients": [to_json(one) for one in found], "count": count})

    async def invite(self, request: web.Request) -> web.Response:
        by = from_json(await self._body(request), NewLink).by
        clinic = request.match_info["clinic"]
        return _json(await self._do(request, "invite", clinic, by, time.time()))

    async def links(self, request: web.Request) -> web.Response:
        return _list("links", await self._do(request, "links", request.match_info["patient"]))

    async def invite_again(self, request: web.Request) -> web.Response:
        by = from_json(await self._body(request), NewLink).by
        patient = request.match_info["patient"]
        return _json(await self._do(request, "invite_again", patient, by, time.time()))

    async def revoke(self, request: web.Request) -> web.Response:
        which = request.match_info["patient"], request.match_info["link"]
        await self._do(request, "revoke", *which, time.time())
        return web.json_response({})

    async def staff(self, request: web.Request) -> web.Response:
        return _list("staff", await self._do(request, "staff", request.query.get("clinic")))

    async def one(self, request: web.Request) -> web.Response:
        return _json(await self._do(request, "one", request.match_info["staff"]))

    async def demo_staff(self, request: web.Request) -> web.Response:
        return _json(await self._do(request, "demo_staff", time.time()))

    async def add_staff(self, request: web.Request) -> web.Response:
        new = from_json(await self._body(request), NewStaff)
        given = new.clinic, new.login, new.name, new.role, time.time()
        return _json(await self._do(request, "add_staff", *given))

    async def change(self, request: web.Request) -> web.Response:
        new = from_json(await self._body(request), Change)
        given = request.match_info["staff"], new.role, new.disabled, time.time()
        return _json(await self._do(request, "change_staff", *given))

    async def sign_out_everywhere(self, request: web.Request) -> web.Response:
        return _json(await self._do(request, "sign_out_everywhere", request.match_info["staff"]))

    async def witness(self, request: web.Request) -> web.Response:
        deed = from_json(await self._body(request), Deed)
        audit.refuse_no_ids(deed)
        deed = checked(deed)
        return _json(await self._do(request, "witness", deed, time.time()))

    async def operator(self, request: web.Request) -> web.Response:
        said = checked(from_json(await self._body(request), Operated))
        await self._do(request, "operated", said, time.time())
        return web.json_response({})

    async def audit(self, request: web.Request) -> web.Response:
        before = request.query.get("before", "")
        if before and not (before.isascii() and before.isdigit() and len(before) < 16):
            raise BadMessage("before must be a whole number.")
        which = request.match_info["clinic"], request.query.get("patient")
        lines, then = await self._do(request, "audit", *which, int(before) if before else None)
        return web.json_response({"lines": [to_json(line) for line in lines], "before": then})

    async def _do(self, request: web.Request, name: str, *args: Any) -> Any:
        def call(store: Store) -> Any:
            return getattr(store.accounts, name)(*args)

        return await self._in_thread(request.app, call)


def _json(message: Any) -> web.Response:
    return web.json_response(to_json(message))


def _list(name: str, messages: list[Any]) -> web.Response:
    return web.json_response({name: [to_json(one) for one in messages]})
