"""The pages of one patient over HTTP: the course, its PDF, and the marks."""

from __future__ import annotations

import asyncio
import logging
import time
from urllib.parse import urlencode

from aiohttp import web

from contract.errors import BadMessage, NotFound
from contract.messages import Deed, Mark, Topic
from contract.settings import Settings
from questionnaires.loader import load_all
from report.gate import Gate, go, html, store_key
from report.patient.course import patient_view, period
from report.patient.render import course_page
from report.patient.view import PatientView
from report.pdf import Press
from report.reference import Reference
from report.switches import decide
from report.viewer import Viewer

log = logging.getLogger(__name__)
TOPICS: tuple[Topic, ...] = ("medication", "event")


class CoursePages:
    """One patient over a period. Each asks the store first whose it is (docs/accounts.md)."""

    def __init__(self, settings: Settings, gate: Gate, reference: Reference, press: Press) -> None:
        self._settings, self._gate = settings, gate
        self._reference, self._press = reference, press

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        gate, patient = self._gate, "/c/patients/{patient}"
        return [
            web.get(f"{patient}.pdf", gate.page(self.pdf)),
            web.get(patient, gate.page(self.show)),
            web.post(f"{patient}/switches", gate.page(self.switch, "switch")),
            web.post(f"{patient}/marks", gate.page(self.mark, "mark")),
            web.post(f"{patient}/marks/{{number}}/remove", gate.page(self.unmark, "mark")),
        ]

    async def show(self, request: web.Request, me: Viewer) -> web.Response:
        """The page."""
        view = await self._view(request, me, "patient read")
        return html(await asyncio.to_thread(course_page, view, me, demo=self._settings.demo))

    async def pdf(self, request: web.Request, me: Viewer) -> web.Response:
        """The same page on paper."""
        view = await self._view(request, me, "patient PDF read")
        page = await asyncio.to_thread(course_page, view, me, demo=self._settings.demo)
        return await self._press.answer(page, f"patient {view.since} to {view.until}")

    async def switch(self, request: web.Request, me: Viewer) -> web.Response:
        """The face or the words off or on for the patient."""
        store, asked = request.app[store_key], request.match_info["patient"]
        patient = await decide(request, store, me.staff, patient=asked)
        return await _back(request, patient)

    async def mark(self, request: web.Request, me: Viewer) -> web.Response:
        """The form that notes something."""
        form = await request.post()
        topic = _topic(str(form.get("topic", "")))
        patient = await self._theirs(request, me, "mark added", topic)
        mark = Mark(
            patient=patient,
            day=str(form.get("day", "")),
            topic=topic,
            text=" ".join(str(form.get("text", "")).split()),
            by=me.staff.name,
            at=time.time(),
        )
        await request.app[store_key].add_mark(mark)
        log.info("mark added", extra={"patient": patient, "topic": topic})
        return await _back(request, patient)

    async def unmark(self, request: web.Request, me: Viewer) -> web.Response:
        """The button that takes a mark away again."""
        number = request.match_info["number"]
        if not (number.isascii() and number.isdigit() and len(number) < 16):
            raise NotFound("There is no such mark; load the page again.")
        patient = await self._theirs(request, me, "mark removed", number)
        await request.app[store_key].remove_mark(patient, int(number))
        log.info("mark removed", extra={"patient": patient, "mark": int(number)})
        return await _back(request, patient)

    async def _theirs(self, request: web.Request, me: Viewer, what: str, note: str = "") -> str:
        deed = Deed(me.staff.staff, what, patient=request.match_info["patient"], note=note)
        return (await request.app[store_key].witness(deed)).patient or ""

    async def _view(self, request: web.Request, me: Viewer, what: str) -> PatientView:
        asked = request.query.get("since", ""), request.query.get("until", "")
        shown = period(*asked, time.time())
        patient = await self._theirs(request, me, what)
        store, staff = request.app[store_key], me.staff.staff
        course = await store.course(patient, shown.start, shown.end, staff)
        log.info("patient read", extra={"patient": patient})
        return await asyncio.to_thread(
            lambda: patient_view(
                course,
                shown,
                load_all(),
                self._reference,
                hide_estimates=self._settings.hide_estimates,
                covers=me.may("rate"),
            )
        )


def _topic(text: str) -> Topic:
    for topic in TOPICS:
        if topic == text:
            return topic
    raise BadMessage("The form has no such topic; load the page again.")


async def _back(request: web.Request, patient: str) -> web.Response:
    """The page again, with the period that it showed."""
    form = await request.post()
    shown = {name: str(form[name]) for name in ("since", "until") if form.get(name)}
    return go(f"/c/patients/{patient}" + (f"?{urlencode(shown)}" if shown else ""))
