"""The gate before every page: signed in, the right role, a form of our own; errors as pages."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from aiohttp import web

from contract.clinic_client import ClinicClient
from contract.entry import DEMO
from contract.errors import NotAllowed, NotFound, VultusError
from contract.settings import Settings
from report.cookies import check_form, current, keep
from report.render import problem_page
from report.roles import RIGHTS, Right
from report.viewer import Viewer

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser sends forms without their origin
    "Cache-Control": "no-store",
}
SIGN_IN = "/c/sign-in"
store_key = web.AppKey("report_store", ClinicClient)
Handler = Callable[[web.Request], Awaitable[web.Response]]
Page = Callable[[web.Request, Viewer], Awaitable[web.Response]]
_INSIDE = re.compile(r"/[ac](/[A-Za-z0-9_~%-][A-Za-z0-9._~%-]*)*(\?[A-Za-z0-9._~%=&-]*)?")


class Gate:
    """Turns pages into handlers that only the right people reach."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def page(self, page: Page, right: Right = "read") -> Handler:
        """For the signed-in who have that right; who is not is sent to sign in, and back."""

        async def handler(request: web.Request) -> web.Response:
            viewer = await self._viewer(request)
            if viewer is None:
                return _first_sign_in(request)
            return await self._passed(request, viewer, page, right)

        return shown(handler)

    def json(self, page: Page, right: Right = "read") -> Handler:
        """The same for a program: errors are JSON, and nobody is sent elsewhere."""

        async def handler(request: web.Request) -> web.Response:
            try:
                viewer = await self._viewer(request)
                if viewer is None:
                    raise NotAllowed("Sign in first.")
                answer = await self._passed(request, viewer, page, right)
            except VultusError as error:
                answer = web.json_response(error.body(), status=error.status, headers=HEADERS)
            return await keep(request, answer)

        return handler

    async def _passed(
        self, request: web.Request, viewer: Viewer, page: Page, right: Right
    ) -> web.Response:
        if not viewer.may(right):
            raise NotAllowed(f"A {viewer.staff.role} may not {RIGHTS[right]}.")
        if request.method != "GET" and request.method != "HEAD":
            await check_form(request, self._settings)
        return await page(request, viewer)

    async def _viewer(self, request: web.Request) -> Viewer | None:
        """Who is signed in now: a role, a lock-out or a sign-out elsewhere counts at once."""
        session = await current(request)
        if session is None:
            return None
        try:
            staff = await request.app[store_key].person(session["staff"])
        except NotFound:
            staff = None
        demo_over = session["staff"] == DEMO and not self._settings.demo
        if staff is None or staff.disabled or staff.epoch != session["epoch"] or demo_over:
            session.invalidate()
            return None
        estimates = not self._settings.hide_estimates
        return Viewer(staff, session["clinic"], session["csrf"], estimates)


def shown(handler: Handler) -> Handler:
    """The handler with its errors as pages: a person is not shown JSON."""

    async def answered(request: web.Request) -> web.Response:
        try:
            answer = await handler(request)
        except VultusError as error:
            answer = html(problem_page(_title(request, error), error.text), error.status)
        return await keep(request, answer)

    return answered


def _title(request: web.Request, error: VultusError) -> str:
    if isinstance(error, NotFound):
        return "Nothing here"
    if isinstance(error, NotAllowed):
        return "Not allowed"
    return "Not readable now" if request.method == "GET" else "Nothing was changed"


def html(page: str, status: int = 200) -> web.Response:
    """A page with the headers that all of them have."""
    return web.Response(text=page, status=status, content_type="text/html", headers=HEADERS)


def inside(path: str) -> str:
    """The path when it leads to a page of ours, else the first page."""
    return path if _INSIDE.fullmatch(path) and not path.startswith(SIGN_IN) else "/c"


def go(path: str) -> web.Response:
    """Send the browser on, by GET."""
    return web.Response(status=303, headers=HEADERS | {"Location": path})


def _first_sign_in(request: web.Request) -> web.Response:
    if request.method == "GET" or request.method == "HEAD":
        back = inside(request.path_qs)
        return go(SIGN_IN + (f"?{urlencode({'next': back})}" if back != "/c" else ""))
    text = "You are signed out, so nothing was changed. Sign in and send it again."
    return html(problem_page("Nothing was changed", text, sign_in=True), 403)
