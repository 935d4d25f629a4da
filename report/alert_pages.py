"""Handling an alert: the page that a notice links to, and the buttons on both pages."""

from __future__ import annotations

import hmac
import logging
import time

from aiohttp import web

from contract.client import StoreClient
from contract.errors import BadMessage, NotFound
from contract.messages import AlertCase, AlertStep, AlertStepKind
from contract.origin import check_origin
from contract.secret import alert_token
from contract.settings import Settings
from report.cases import BUTTONS, case_line
from report.render import alert_page

log = logging.getLogger(__name__)
LONGEST = 500


class AlertPages:
    """One alert by its own link: the patient's pseudonym and the trail, no words, no answers."""

    def __init__(self, settings: Settings, store: web.AppKey[StoreClient]) -> None:
        self._settings, self._store = settings, store

    async def show(self, request: web.Request) -> str:
        """The page of one alert."""
        number = self._opened(request)
        log.info("alert read", extra={"alert": number})
        return self._page(await request.app[self._store].alert(number))

    async def act(self, request: web.Request) -> web.Response:
        """A button on that page."""
        number = self._opened(request)
        await self.step(request, number)
        raise web.HTTPSeeOther(request.path)

    async def step(self, request: web.Request, number: int) -> AlertCase:
        """Add the form's step to the trail; BadMessage when the form lacks something."""
        check_origin(request.headers.get("Origin"), request.host, self._settings.public_url)
        form = await request.post()
        fields = {name: str(form.get(name, "")).strip() for name in ("step", "by", "note")}
        if max(map(len, fields.values())) > LONGEST:
            raise BadMessage(f"Name and outcome have at most {LONGEST} characters.")
        kind = _kind(fields["step"])
        step = AlertStep(time.time(), kind, fields["by"], " ".join(fields["note"].split()))
        log.info("alert handled", extra={"alert": number, "step": kind})
        return await request.app[self._store].add_alert_steps(number, [step])

    def _opened(self, request: web.Request) -> int:
        number, token = request.match_info["number"], request.match_info["token"]
        if number.isascii() and number.isdigit() and len(number) < 16:
            expected = alert_token(self._settings, int(number))
            if hmac.compare_digest(token.encode(), expected.encode()):
                return int(number)
        raise NotFound("This link opens no alert. Open the link in the latest notice.")

    def _page(self, case: AlertCase) -> str:
        return alert_page(case_line(case, time.time()), demo=self._settings.demo)


def _kind(text: str) -> AlertStepKind:
    for kind in BUTTONS:
        if kind == text:
            return kind
    raise BadMessage("The form has no such step; load the page again.")
