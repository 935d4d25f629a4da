"""Signing in and out, and choosing a password."""

from __future__ import annotations

import logging

from aiohttp import web

from contract.entry import check_entry, entry_staff
from contract.errors import BadMessage, NotAllowed, NotFound, TooMany
from contract.messages import Deed, Staff
from contract.settings import Settings
from report.cookies import begin, check_form, csrf_of, end
from report.gate import Gate, go, html, inside, shown, store_key
from report.render import account_page, sign_in_page, welcome_page
from report.viewer import Viewer

log = logging.getLogger(__name__)


class SignIn:
    """The pages of an account."""

    def __init__(self, settings: Settings, gate: Gate) -> None:
        self._settings, self._gate = settings, gate

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        return [
            web.get("/c/sign-in", shown(self.form)),
            web.post("/c/sign-in", shown(self.sign_in)),
            web.get("/c/enter/{token}", shown(self.enter)),
            web.get("/c/welcome/{token}", shown(self.welcome)),
            web.post("/c/welcome/{token}", shown(self.choose)),
            web.get("/c/account", self._gate.page(self.account)),
            web.post("/c/account/password", self._gate.page(self.password)),
            web.post("/c/account/everywhere", self._gate.page(self.everywhere)),
            web.post("/c/sign-out", self._gate.page(self.sign_out)),
        ]

    async def form(self, request: web.Request) -> web.Response:
        """Name and password."""
        return html(await self._form(request, request.query.get("next", "")))

    async def sign_in(self, request: web.Request) -> web.Response:
        """The form, sent; back to where the person wanted to go."""
        await check_form(request, self._settings)
        said = await request.post()
        login, password, after = (str(said.get(one, "")) for one in ("login", "password", "next"))
        try:
            staff = await request.app[store_key].sign_in(login[:200], password)
        except (NotAllowed, TooMany) as error:
            page = await self._form(request, after, login=login[:200], problem=error.text)
            return html(page, error.status)
        return await enter(request, staff, after)

    async def enter(self, request: web.Request) -> web.Response:
        """The demo's link: signs its administrator in, in demo mode only."""
        token = request.match_info["token"]
        staff = await self._named(request, token)
        if not self._settings.demo:
            raise NotFound("The demo is over; sign in with your own account.")
        check_entry(self._settings, "demo", token, staff)
        await request.app[store_key].witness(Deed(staff.staff, "signed in", note="demo link"))
        return await enter(request, staff, request.query.get("next", ""))

    async def welcome(self, request: web.Request) -> web.Response:
        """The link of somebody who has no password, or forgot it."""
        staff = await self._welcomed(request)
        return html(welcome_page(staff, await csrf_of(request)))

    async def choose(self, request: web.Request) -> web.Response:
        """The password that was chosen there; the link has then been used up."""
        await check_form(request, self._settings)
        staff = await self._welcomed(request)
        try:
            staff = await self._set_password(request, staff)
        except BadMessage as error:
            return html(welcome_page(staff, await csrf_of(request), error.text), error.status)
        return await enter(request, staff, "")

    async def account(self, request: web.Request, me: Viewer) -> web.Response:
        """The person's own account."""
        return html(account_page(me, "done" if "done" in request.query else ""))

    async def password(self, request: web.Request, me: Viewer) -> web.Response:
        """A new password for the old one; other sign-ins of the person end."""
        said = await request.post()
        try:
            await request.app[store_key].sign_in(me.staff.login, str(said.get("current", "")))
            staff = await self._set_password(request, me.staff)
        except (BadMessage, NotAllowed, TooMany) as error:
            return html(account_page(me, error.text), error.status)
        return await enter(request, staff, "/c/account?done=1")

    async def everywhere(self, request: web.Request, me: Viewer) -> web.Response:
        """End every sign-in of the person, this one too."""
        await request.app[store_key].witness(Deed(me.staff.staff, "signed out everywhere"))
        await request.app[store_key].sign_out_everywhere(me.staff.staff)
        await end(request)
        return go("/c/sign-in")

    async def sign_out(self, request: web.Request, me: Viewer) -> web.Response:
        """End this sign-in."""
        await request.app[store_key].witness(Deed(me.staff.staff, "signed out"))
        await end(request)
        return go("/c/sign-in")

    async def _form(
        self, request: web.Request, after: str, *, login: str = "", problem: str = ""
    ) -> str:
        return sign_in_page(
            await csrf_of(request),
            after=inside(after),
            login=login,
            problem=problem,
            openid=self._settings.openid_issuer != "",
        )

    async def _named(self, request: web.Request, token: str) -> Staff:
        return await request.app[store_key].person(entry_staff(token))

    async def _welcomed(self, request: web.Request) -> Staff:
        token = request.match_info["token"]
        staff = await self._named(request, token)
        check_entry(self._settings, "password", token, staff)
        return staff

    async def _set_password(self, request: web.Request, staff: Staff) -> Staff:
        said = await request.post()
        password, again = str(said.get("password", "")), str(said.get("again", ""))
        if password != again:
            raise BadMessage("The two passwords differ; type the same one twice.")
        made = await request.app[store_key].set_password(staff.staff, password)
        await request.app[store_key].witness(Deed(staff.staff, "password set"))
        return made


async def enter(request: web.Request, staff: Staff, after: str) -> web.Response:
    """Sign the person in and send them to where they wanted to go."""
    clinics = {one.clinic: one.name for one in await request.app[store_key].clinics()}
    await begin(request, staff, clinics.get(staff.clinic, ""))
    log.info("signed in", extra={"staff": staff.staff})
    return go(inside(after))
