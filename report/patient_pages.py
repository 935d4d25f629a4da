"""The clinic's patients, and the links by which they come."""

from __future__ import annotations

from aiohttp import web

from contract.messages import Deed, Invite
from contract.settings import Settings
from report.finding import finding
from report.gate import Gate, go, html, store_key
from report.render import links_page, patients_page
from report.viewer import Viewer


class PatientPages:
    """The list, and one patient's links."""

    def __init__(self, settings: Settings, gate: Gate) -> None:
        self._settings, self._gate = settings, gate

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        return [
            web.get("/c/patients", self._gate.page(self.list)),
            web.post("/c/patients", self._gate.page(self.add, "invite")),
            web.get("/c/patients/{patient}/links", self._gate.page(self.links)),
            web.post("/c/patients/{patient}/links", self._gate.page(self.link, "invite")),
            web.post("/c/patients/{patient}/links/{link}", self._gate.page(self.revoke, "invite")),
        ]

    async def list(self, request: web.Request, me: Viewer) -> web.Response:
        """A page of the clinic's patients, or of those whose id has what is looked for in it."""
        store, asked = request.app[store_key], finding(request.query)
        await store.witness(Deed(me.staff.staff, "patients listed"))
        lines, count = await store.patients(me.staff.clinic, asked.patient or None, asked.page)
        return html(patients_page(me, lines, count, asked))

    async def add(self, request: web.Request, me: Viewer) -> web.Response:
        """A new patient; the page then shows their link, once."""
        store = request.app[store_key]
        invite = await store.invite_to(me.staff.clinic, me.staff.name)
        await store.witness(Deed(me.staff.staff, "patient added", patient=invite.patient))
        return html(await self._page(request, me, invite.patient, invite))

    async def links(self, request: web.Request, me: Viewer) -> web.Response:
        """One patient's links."""
        patient = await self._theirs(request, me, "links read")
        return html(await self._page(request, me, patient))

    async def link(self, request: web.Request, me: Viewer) -> web.Response:
        """One more link, shown once."""
        patient = await self._theirs(request, me, "link made")
        invite = await request.app[store_key].invite_again(patient, me.staff.name)
        return html(await self._page(request, me, patient, invite))

    async def revoke(self, request: web.Request, me: Viewer) -> web.Response:
        """End a link."""
        link = request.match_info["link"]
        patient = await self._theirs(request, me, "link revoked", link[:100])
        await request.app[store_key].revoke(patient, link)
        return go(f"/c/patients/{patient}/links")

    async def _theirs(self, request: web.Request, me: Viewer, what: str, note: str = "") -> str:
        deed = Deed(me.staff.staff, what, patient=request.match_info["patient"], note=note)
        line = await request.app[store_key].witness(deed)
        return line.patient or ""

    async def _page(
        self, request: web.Request, me: Viewer, patient: str, invite: Invite | None = None
    ) -> str:
        links = await request.app[store_key].links(patient)
        shown = () if invite is None else addresses(self._settings, invite)
        return links_page(me, patient, links, shown)


def addresses(settings: Settings, invite: Invite) -> tuple[tuple[str, str], ...]:
    """Where the patient opens the invite: on the web, and in Telegram where that is set up."""
    web_page = ("Web page", f"{settings.public_url}/p/{invite.token}")
    if not settings.telegram_token:
        return (web_page,)
    if not settings.telegram_name:
        return (web_page, ("In Telegram, write to the bot", f"/start {invite.token}"))
    return (web_page, ("Telegram", f"https://t.me/{settings.telegram_name}?start={invite.token}"))
