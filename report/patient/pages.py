"""The pages of one patient over HTTP: the course, its PDF, and the marks."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from urllib.parse import urlencode

from aiohttp import web

from contract.client import StoreClient
from contract.errors import BadMessage, NotFound
from contract.messages import Mark, Topic
from contract.origin import check_origin
from contract.settings import Settings
from questionnaires.loader import load_all
from report.patient.course import Period, patient_view, period
from report.patient.render import patient_page
from report.patient.view import PatientView
from report.pdf import Press
from report.reference import Reference
from report.switches import decide

log = logging.getLogger(__name__)
LONGEST_NAME = 100
TOPICS: tuple[Topic, ...] = ("medication", "event")


class PatientPages:
    """The handlers; `checked` refuses whoever may not read and gives what links begin with."""

    def __init__(
        self,
        settings: Settings,
        store: web.AppKey[StoreClient],
        reference: Reference,
        press: Press,
        checked: Callable[[web.Request], str],
    ) -> None:
        self._settings, self._store, self._reference = settings, store, reference
        self._press, self._checked = press, checked

    async def show(self, request: web.Request) -> str:
        """The page."""
        home = self._checked(request)
        view = await self._view(request)
        return await asyncio.to_thread(patient_page, view, home, demo=self._settings.demo)

    async def pdf(self, request: web.Request) -> web.Response:
        """The same page on paper."""
        home = self._checked(request)
        view = await self._view(request)
        page = await asyncio.to_thread(patient_page, view, home, demo=self._settings.demo)
        return await self._press.answer(page, f"patient {view.since} to {view.until}")

    async def mark(self, request: web.Request) -> web.Response:
        """The form that notes something."""
        home = self._checked(request)
        patient, form = request.match_info["patient"], await self._form(request)
        mark = Mark(
            patient=patient,
            day=form.get("day", ""),
            topic=_topic(form.get("topic", "")),
            text=" ".join(form.get("text", "").split()),
            by=" ".join(form.get("by", "").split()),
            at=time.time(),
        )
        if len(mark.by) > LONGEST_NAME:
            raise BadMessage(f"A name has at most {LONGEST_NAME} characters.")
        await request.app[self._store].add_mark(mark)
        log.info("mark added", extra={"patient": patient, "topic": mark.topic})
        raise web.HTTPSeeOther(_where(home, patient, form))

    async def switch(self, request: web.Request) -> web.Response:
        """The face or the words off or on for the patient."""
        home, patient = self._checked(request), request.match_info["patient"]
        form = await self._form(request)
        await decide(request, request.app[self._store], self._settings, patient)
        raise web.HTTPSeeOther(_where(home, patient, form))

    async def unmark(self, request: web.Request) -> web.Response:
        """The button that takes a mark away again."""
        home = self._checked(request)
        patient, form = request.match_info["patient"], await self._form(request)
        number = request.match_info["number"]
        if not (number.isascii() and number.isdigit() and len(number) < 16):
            raise NotFound("There is no such mark; load the page again.")
        await request.app[self._store].remove_mark(patient, int(number))
        log.info("mark removed", extra={"patient": patient, "mark": int(number)})
        raise web.HTTPSeeOther(_where(home, patient, form))

    async def _form(self, request: web.Request) -> dict[str, str]:
        check_origin(request.headers.get("Origin"), request.host, self._settings.public_url)
        return {name: str(value) for name, value in (await request.post()).items()}

    async def _view(self, request: web.Request) -> PatientView:
        patient = request.match_info["patient"]
        asked = request.query.get("since", ""), request.query.get("until", "")
        shown: Period = period(*asked, time.time())
        course = await request.app[self._store].course(patient, shown.start, shown.end)
        log.info("patient read", extra={"patient": patient})
        hidden = self._settings.hide_estimates
        return await asyncio.to_thread(
            lambda: patient_view(course, shown, load_all(), self._reference, hide_estimates=hidden)
        )


def _topic(text: str) -> Topic:
    for topic in TOPICS:
        if topic == text:
            return topic
    raise BadMessage("The form has no such topic; load the page again.")


def _where(home: str, patient: str, form: dict[str, str]) -> str:
    """The page again, with the period that it showed."""
    shown = {name: form[name] for name in ("since", "until") if form.get(name)}
    return f"{home}/patients/{patient}" + (f"?{urlencode(shown)}" if shown else "")
