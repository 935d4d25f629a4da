"""The clinician's pages over HTTP: the overview, one session, the same as JSON, the stylesheet."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

from aiohttp import web

from contract.clinic_client import ClinicClient
from contract.messages import Deed, Overview, Reading, Record
from contract.settings import Settings
from questionnaires.loader import load_all
from report.alert_pages import AlertPages
from report.cases import case_lines
from report.change import earlier_sessions
from report.cookies import cookie_storage, storage_key
from report.fhir.download import bundle_response
from report.fhir.worker import pushing
from report.finding import Finding, finding
from report.gate import HEADERS, Gate, go, html, store_key
from report.openid_pages import OpenIdPages
from report.overview import overview
from report.patient.course_pages import CoursePages
from report.patient_pages import PatientPages
from report.pdf import Press
from report.rating_pages import RatingPages
from report.reading import changes
from report.reference import Reference, load_reference
from report.reminders import reminder_lines
from report.render import day, overview_page, session_page
from report.rights_pages import RightsPages
from report.session import view, view_json
from report.sign_in import SignIn
from report.staff_pages import StaffPages
from report.switches import decide
from report.view import SessionView
from report.viewer import Viewer

log = logging.getLogger(__name__)
STATIC = Path(__file__).parent / "static"


def attach(app: web.Application, settings: Settings) -> None:
    """Add the pages' routes, their cookies and the client of the store."""
    app[storage_key] = cookie_storage(settings)
    app.cleanup_ctx.append(_client(settings))
    if settings.fhir_url:
        app.cleanup_ctx.append(pushing(settings))
    gate, reference, press = Gate(settings), load_reference(), Press()
    for pages in (
        SignIn(settings, gate),
        StaffPages(settings, gate),
        PatientPages(settings, gate),
        CoursePages(settings, gate, reference, press),
        AlertPages(settings, gate),
        RatingPages(gate),
        RightsPages(gate),
        Pages(settings, gate, reference, press),
    ):
        app.add_routes(pages.routes())
    if settings.openid_issuer:
        openid = OpenIdPages(settings)
        app.cleanup_ctx.append(openid.closing)
        app.add_routes(openid.routes())
    app.router.add_static("/static/report", STATIC)


class Pages:
    """The overview and the sessions. Each asks the store first whose it is (docs/accounts.md)."""

    def __init__(self, settings: Settings, gate: Gate, reference: Reference, press: Press) -> None:
        self._settings, self._gate = settings, gate
        self._reference, self._press = reference, press

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        return [
            web.get("/c", self._gate.page(self.overview)),
            web.get("/c/sessions/{session}.fhir.json", self._gate.json(self.session_fhir)),
            web.get("/c/sessions/{session}.pdf", self._gate.page(self.session_pdf)),
            web.get("/c/sessions/{session}.json", self._gate.json(self.session_json)),
            web.get("/c/sessions/{session}", self._gate.page(self.session)),
            web.post("/c/sessions/{session}/switches", self._gate.page(self.switch, "switch")),
        ]

    async def overview(self, request: web.Request, me: Viewer) -> web.Response:
        """The overview: open alerts, then the patients, a page at a time."""
        asked, store, clinic = finding(request.query), request.app[store_key], me.staff.clinic
        what = asked.asked()
        await store.witness(Deed(me.staff.staff, "list read"))
        found = await store.overview(clinic, **what)
        log.info("overview read")
        return html(await asyncio.to_thread(self._overview, found, asked, me))

    async def session(self, request: web.Request, me: Viewer) -> web.Response:
        """One session as a page."""
        shown = await self._view(request, me, "session read")
        reading, covered = await self._reading(request, me, shown)
        changed = changes(reading, covered=covered or shown.estimate is None)
        page = partial(session_page, shown, me, changed=changed, covered=covered)
        return html(await asyncio.to_thread(page))

    async def session_pdf(self, request: web.Request, me: Viewer) -> web.Response:
        """The same page on paper; a covered estimate is covered there too."""
        shown = await self._view(request, me, "session PDF read")
        _, covered = await self._reading(request, me, shown)
        draw = partial(session_page, shown, me, covered=covered)
        page = await asyncio.to_thread(draw)
        return await self._press.answer(page, f"session {day(shown.opened)}")

    async def session_fhir(self, request: web.Request, me: Viewer) -> web.Response:
        """One session as a FHIR R4 bundle, to be saved; its mood is uncovered with it."""
        record = await self._record(request, me, "session FHIR bundle read")
        told = record.mood is not None and not self._settings.hide_estimates
        await request.app[store_key].read(record.session.session, me.staff.staff, uncover=told)
        return await bundle_response(record, self._settings)

    async def switch(self, request: web.Request, me: Viewer) -> web.Response:
        """A button on a session's page: the face or the words off or on for its patient."""
        session = request.match_info["session"]
        await decide(request, request.app[store_key], me.staff, session=session)
        return go(f"/c/sessions/{session}")

    async def session_json(self, request: web.Request, me: Viewer) -> web.Response:
        """One session as JSON: the same view."""
        shown = await self._view(request, me, "session JSON read")
        told = shown.estimate is not None and shown.estimate.estimable
        await request.app[store_key].read(shown.session, me.staff.staff, uncover=told)
        return web.json_response(view_json(shown), headers=HEADERS)

    async def _reading(
        self, request: web.Request, me: Viewer, shown: SessionView
    ) -> tuple[Reading, bool]:
        """Remembers it; covered is the estimate for those who may rate and have not seen it."""
        store, told = (
            request.app[store_key],
            shown.estimate is not None and shown.estimate.estimable,
        )
        uncover = told and not me.may("rate")
        reading = await store.read(shown.session, me.staff.staff, uncover=uncover)
        return reading, told and reading.uncovered is None

    async def _record(self, request: web.Request, me: Viewer, what: str) -> Record:
        session, store = request.match_info["session"], request.app[store_key]
        await store.witness(Deed(me.staff.staff, what, session=session))
        log.info("session read", extra={"session": session})
        return await store.record(session)

    async def _view(self, request: web.Request, me: Viewer, what: str) -> SessionView:
        definitions = await asyncio.to_thread(load_all)
        record = await self._record(request, me, what)
        store, hidden = request.app[store_key], self._settings.hide_estimates
        earlier = await earlier_sessions(store, record, definitions)
        own = None if hidden else await store.baseline(record.session.session)
        return await asyncio.to_thread(
            view,
            record,
            definitions,
            self._reference,
            demo=self._settings.demo,
            hide_estimates=hidden,
            earlier=earlier,
            own=own,
        )

    def _overview(self, found: Overview, asked: Finding, me: Viewer) -> str:
        # Who rates sessions does not see their estimates in passing.
        hide = self._settings.hide_estimates or me.may("rate")
        definitions, now = load_all(), time.time()
        return overview_page(
            found,
            overview(found.patients, definitions, day, hide_estimates=hide),
            case_lines(found.cases, definitions, now),
            me,
            asked=asked,
            demo=self._settings.demo,
            estimates=not hide,
            reminders=reminder_lines(found.planned, definitions, now),
        )


def _client(settings: Settings) -> Callable[[web.Application], AsyncIterator[None]]:
    async def client(app: web.Application) -> AsyncIterator[None]:
        async with ClinicClient.of(settings) as store:
            app[store_key] = store
            yield

    return client
