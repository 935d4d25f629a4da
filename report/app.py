"""The clinician's pages over HTTP: the list, one session, the same as JSON, the stylesheet."""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from aiohttp import web

from contract.client import StoreClient
from contract.errors import NotFound, VultusError
from contract.messages import AlertCase, Planned, Record, Summary
from contract.secret import clinician_token
from contract.settings import Settings
from contract.wire import to_json
from questionnaires.loader import load_all
from report.alert_pages import AlertPages
from report.cases import case_lines
from report.change import earlier_sessions
from report.fhir.download import bundle_response
from report.fhir.worker import pushing
from report.overview import overview
from report.pdf import Press
from report.reference import Reference, load_reference
from report.reminders import reminder_lines
from report.render import day, erasures_page, overview_page, problem_page, session_page
from report.rights import download, erase, found, proof_line
from report.session import view, view_json
from report.switches import decide
from report.view import SessionView

log = logging.getLogger(__name__)
STATIC = Path(__file__).parent / "static"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser sends forms without their origin
    "Cache-Control": "no-store",
}
_store = web.AppKey("report_store", StoreClient)
Handler = Callable[[web.Request], Awaitable[web.Response]]


def attach(app: web.Application, settings: Settings) -> None:
    """Add the pages' routes and the client of the store."""
    pages = Pages(settings, clinician_token(settings), load_reference())
    app.cleanup_ctx.append(_client(settings))
    if settings.fhir_url:
        app.cleanup_ctx.append(pushing(settings))
    app.router.add_get("/c/{token}", pages.page(pages.sessions))
    alerts = pages.alerts
    app.router.add_get("/a/{number}/{token}", pages.page(pages.alert))
    app.router.add_post("/a/{number}/{token}", pages.page(alerts.act))
    app.router.add_post("/c/{token}/alerts/{number}", pages.page(pages.act))
    app.router.add_get("/c/{token}/sessions/{session}.fhir.json", pages.session_fhir)
    app.router.add_get("/c/{token}/sessions/{session}.pdf", pages.page(pages.session_pdf))
    app.router.add_get("/c/{token}/sessions/{session}.json", pages.session_json)
    app.router.add_get("/c/{token}/sessions/{session}", pages.page(pages.session))
    app.router.add_post("/c/{token}/sessions/{session}/switches", pages.page(pages.switch))
    app.router.add_get("/c/{token}/sessions/{session}/download", pages.page(pages.download))
    app.router.add_post("/c/{token}/sessions/{session}/erase", pages.page(pages.erase))
    app.router.add_get("/c/{token}/erasures", pages.page(pages.erasures))
    app.router.add_get("/c/{token}/erasures/{reference}.json", pages.erasure_json)
    app.router.add_static("/static/report", STATIC)


class Pages:
    """The handlers; every one checks the token before it reads anything."""

    def __init__(self, settings: Settings, token: str, reference: Reference) -> None:
        self._settings = settings
        self._token = token.encode()
        self._reference = reference
        self.alerts = AlertPages(settings, _store)
        self._press = Press()

    async def sessions(self, request: web.Request) -> web.Response:
        """The list of sessions."""
        token = self._checked(request)
        summaries = await request.app[_store].summaries()
        cases = await request.app[_store].open_alerts()
        planned = await request.app[_store].planned()
        log.info("sessions listed")
        return _html(await asyncio.to_thread(self._overview, summaries, cases, planned, token))

    async def alert(self, request: web.Request) -> web.Response:
        """One alert, opened by the link in a notice."""
        return _html(await self.alerts.show(request))

    async def act(self, request: web.Request) -> web.Response:
        """A button beside an open alert in the list."""
        token = self._checked(request)
        number = request.match_info["number"]
        if not (number.isascii() and number.isdigit() and len(number) < 16):
            raise NotFound("There is no such alert; see the list of open alerts.")
        await self.alerts.step(request, int(number))
        raise web.HTTPSeeOther(f"/c/{token}")

    async def session(self, request: web.Request) -> web.Response:
        """One session as a page."""
        token = self._checked(request)
        shown = await self._view(request)
        return _html(await asyncio.to_thread(session_page, shown, token))

    async def session_pdf(self, request: web.Request) -> web.Response:
        """The same page on paper."""
        token = self._checked(request)
        shown = await self._view(request)
        page = await asyncio.to_thread(session_page, shown, token)
        return await self._press.answer(page, f"session {day(shown.opened)}")

    async def switch(self, request: web.Request) -> web.Response:
        """A button on a session's page: the face or the words off or on for its patient."""
        token = self._checked(request)
        record = await self._record(request)
        await decide(request, request.app[_store], self._settings, record.session.patient)
        raise web.HTTPSeeOther(f"/c/{token}/sessions/{record.session.session}")

    async def download(self, request: web.Request) -> web.Response:
        """All that is held of a session's patient, as a file."""
        self._checked(request)
        record = await self._record(request)
        return await download(request.app[_store], record.session.patient)

    async def erase(self, request: web.Request) -> web.Response:
        """A button on a session's page: all of its patient is deleted, the proof is shown."""
        token = self._checked(request)
        record = await self._record(request)
        patient = record.session.patient
        proof = await erase(request, request.app[_store], self._settings, patient)
        raise web.HTTPSeeOther(f"/c/{token}/erasures#{proof.reference}")

    async def erasures(self, request: web.Request) -> web.Response:
        """The proofs of erasures."""
        token = self._checked(request)
        proofs = await request.app[_store].proofs()
        return _html(erasures_page([proof_line(proof) for proof in proofs], token))

    async def erasure_json(self, request: web.Request) -> web.Response:
        """One proof as JSON."""
        try:
            self._checked(request)
            proof = await found(request.app[_store], request.match_info["reference"])
        except VultusError as error:
            return web.json_response(error.body(), status=error.status, headers=HEADERS)
        return web.json_response(to_json(proof), headers=HEADERS)

    async def session_json(self, request: web.Request) -> web.Response:
        """One session as JSON: the same view; errors too."""
        try:
            self._checked(request)
            shown = await self._view(request)
        except VultusError as error:
            return web.json_response(error.body(), status=error.status, headers=HEADERS)
        return web.json_response(view_json(shown), headers=HEADERS)

    async def session_fhir(self, request: web.Request) -> web.Response:
        """One session as a FHIR R4 bundle, to be saved; errors as JSON."""
        try:
            self._checked(request)
            return await bundle_response(await self._record(request), self._settings)
        except VultusError as error:
            return web.json_response(error.body(), status=error.status, headers=HEADERS)

    def page(self, handler: Handler) -> Handler:
        """The handler with its errors as pages: a clinician is not shown JSON."""

        async def shown(request: web.Request) -> web.Response:
            try:
                return await handler(request)
            except NotFound as error:
                return _html(problem_page("Nothing here", error.text), error.status)
            except VultusError as error:
                title = "Not readable now" if request.method == "GET" else "Nothing was changed"
                return _html(problem_page(title, error.text), error.status)

        return shown

    async def _record(self, request: web.Request) -> Record:
        session = request.match_info["session"]
        try:
            record = await request.app[_store].record(session)
        except NotFound:
            raise NotFound("There is no such session; see the list of sessions.") from None
        log.info("session read", extra={"session": session})
        return record

    def _checked(self, request: web.Request) -> str:
        token = request.match_info["token"]
        if not hmac.compare_digest(token.encode(), self._token):
            raise NotFound("This link opens nothing. Ask whoever runs Vultus for the current one.")
        return token

    async def _view(self, request: web.Request) -> SessionView:
        definitions = await asyncio.to_thread(load_all)
        record = await self._record(request)
        store, hidden = request.app[_store], self._settings.hide_estimates
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

    def _overview(
        self,
        summaries: tuple[Summary, ...],
        cases: tuple[AlertCase, ...],
        planned: tuple[Planned, ...],
        token: str,
    ) -> str:
        hide, definitions, now = self._settings.hide_estimates, load_all(), time.time()
        lines = overview(summaries, definitions, hide_estimates=hide)
        return overview_page(
            lines,
            case_lines(cases, now),
            token,
            demo=self._settings.demo,
            estimates=not hide,
            reminders=reminder_lines(planned, definitions, now),
        )


def _html(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, status=status, content_type="text/html", headers=HEADERS)


def _client(settings: Settings) -> Callable[[web.Application], AsyncIterator[None]]:
    async def client(app: web.Application) -> AsyncIterator[None]:
        async with StoreClient.of(settings) as store:
            app[_store] = store
            yield

    return client
