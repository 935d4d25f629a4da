"""Handling an alert: the page that a notice links to, and the buttons on both pages."""

from __future__ import annotations

import asyncio
import logging
import time

from aiohttp import web

from contract.errors import BadMessage, NotFound
from contract.messages import AlertStep, AlertStepKind, Deed
from contract.settings import Settings
from questionnaires.loader import load_all
from report.cases import BUTTONS, case_line
from report.gate import Gate, go, html, store_key
from report.render import alert_page
from report.viewer import Viewer

log = logging.getLogger(__name__)
LONGEST = 500


class AlertPages:
    """One alert by the link of its notice: pseudonym, what raised it, the trail; no words."""

    def __init__(self, settings: Settings, gate: Gate) -> None:
        self._settings, self._gate = settings, gate

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        return [
            web.get("/a/{number}", self._gate.page(self.show)),
            web.get("/a/{number}/{token}", self.from_old_notice),
            web.post("/a/{number}", self._gate.page(self.act, "handle alerts")),
            web.post("/c/alerts/{number}", self._gate.page(self.act_in_list, "handle alerts")),
        ]

    async def show(self, request: web.Request, me: Viewer) -> web.Response:
        """The page of one alert."""
        number = _number(request)
        await request.app[store_key].witness(Deed(me.staff.staff, "alert read", alert=number))
        log.info("alert read", extra={"alert": number})
        case = await request.app[store_key].alert(number)
        definitions = await asyncio.to_thread(load_all)
        line = case_line(case, definitions, time.time())
        return html(alert_page(line, me, demo=self._settings.demo))

    async def from_old_notice(self, request: web.Request) -> web.Response:
        """Notices from before there were accounts carry a token; it opens nothing by itself."""
        return go(f"/a/{_number(request)}")

    async def act(self, request: web.Request, me: Viewer) -> web.Response:
        """A button on that page."""
        await self._step(request, me)
        return go(request.path)

    async def act_in_list(self, request: web.Request, me: Viewer) -> web.Response:
        """A button beside an open alert in the list."""
        await self._step(request, me)
        return go("/c")

    async def _step(self, request: web.Request, me: Viewer) -> None:
        """Add the form's step to the trail; BadMessage when the form lacks something."""
        number, form = _number(request), await request.post()
        note = " ".join(str(form.get("note", "")).split())
        if len(note) > LONGEST:
            raise BadMessage(f"An outcome has at most {LONGEST} characters.")
        kind = _kind(str(form.get("step", "")).strip())
        store = request.app[store_key]
        await store.witness(Deed(me.staff.staff, "alert handled", alert=number, note=kind))
        log.info("alert handled", extra={"alert": number, "step": kind})
        await store.add_alert_steps(number, [AlertStep(time.time(), kind, me.staff.name, note)])


def _number(request: web.Request) -> int:
    number = request.match_info["number"]
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise NotFound("There is no such alert; see the list of open alerts.")
    return int(number)


def _kind(text: str) -> AlertStepKind:
    for kind in BUTTONS:
        if kind == text:
            return kind
    raise BadMessage("The form has no such step; load the page again.")
