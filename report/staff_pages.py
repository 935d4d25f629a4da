"""For administrators: the clinic's staff, and the audit log."""

from __future__ import annotations

from aiohttp import web

from contract.entry import DEMO, welcome_link
from contract.errors import BadMessage, NotAllowed, NotFound
from contract.messages import Deed, Role, Staff
from contract.settings import Settings
from report.gate import Gate, go, html, store_key
from report.render import audit_page, staff_page
from report.roles import ROLES
from report.viewer import Viewer


class StaffPages:
    """Adding people, their roles, and who saw what."""

    def __init__(self, settings: Settings, gate: Gate) -> None:
        self._settings, self._gate = settings, gate

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        return [
            web.get("/c/staff", self._gate.page(self.list, "staff")),
            web.post("/c/staff", self._gate.page(self.add, "staff")),
            web.post("/c/staff/{staff}", self._gate.page(self.change, "staff")),
            web.get("/c/audit", self._gate.page(self.audit, "audit")),
        ]

    async def list(self, request: web.Request, me: Viewer) -> web.Response:
        """Everybody of the clinic."""
        return html(await self._page(request, me))

    async def add(self, request: web.Request, me: Viewer) -> web.Response:
        """One more person; the page then shows their link, once."""
        said = await request.post()
        login, name = (str(said.get(field, "")).strip() for field in ("login", "name"))
        role = _role(str(said.get("role", "")))
        store = request.app[store_key]
        staff = await store.add_staff(me.staff.clinic, login.lower(), name, role)
        await store.witness(Deed(me.staff.staff, "staff added", note=f"{staff.login}, {role}"))
        return html(await self._page(request, me, staff))

    async def change(self, request: web.Request, me: Viewer) -> web.Response:
        """A button beside a person."""
        staff = await self._theirs(request, me)
        act = str((await request.post()).get("act", ""))
        store = request.app[store_key]
        await store.witness(
            Deed(me.staff.staff, "staff changed", note=f"{staff.login}: {act}"[:200])
        )
        if act == "link":
            return html(await self._page(request, me, staff))
        if act in ("off", "on"):
            await store.change_staff(staff.staff, disabled=act == "off")
        else:
            await store.change_staff(staff.staff, role=_role(act))
        return go("/c/staff")

    async def audit(self, request: web.Request, me: Viewer) -> web.Response:
        """The audit log, of all patients or one, the latest first."""
        patient = request.query.get("patient", "").strip() or None
        before = request.query.get("before", "")
        if before and not (before.isascii() and before.isdigit() and len(before) < 16):
            raise BadMessage("This page of the log does not exist.")
        store = request.app[store_key]
        await store.witness(Deed(me.staff.staff, "audit log read", note=(patient or "")[:100]))
        start = int(before) if before else None
        lines, then = await store.audit(me.staff.clinic, patient, start)
        return html(audit_page(me, lines, patient=patient, then=then))

    async def _page(self, request: web.Request, me: Viewer, linked: Staff | None = None) -> str:
        people = await request.app[store_key].staff(me.staff.clinic)
        link = None if linked is None else (linked.name, welcome_link(self._settings, linked))
        return staff_page(me, [one for one in people if one.staff != DEMO], link)

    async def _theirs(self, request: web.Request, me: Viewer) -> Staff:
        """The person, of the own clinic; nobody takes their own rights away by mistake."""
        staff = await request.app[store_key].person(request.match_info["staff"])
        if staff.clinic != me.staff.clinic or staff.staff == DEMO:
            raise NotFound("There is no such account.")
        if staff.staff == me.staff.staff:
            raise NotAllowed("Another administrator has to change your account.")
        return staff


def _role(text: str) -> Role:
    for role in ROLES:
        if role == text:
            return role
    raise BadMessage("The form has no such role; load the page again.")
