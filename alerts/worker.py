"""Sends the notices that are due. The store keeps what is due, so a restart loses none."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence

import aiohttp

from alerts.mail import send_mail
from alerts.notice import Notice, notice_of
from alerts.schedule import Contacts, attempts, escalated, escalates, next_due, pace_of, urgency
from alerts.webhook import send_webhook
from contract.clinic_client import ClinicClient
from contract.errors import VultusError
from contract.messages import AlertCase, AlertStep
from contract.recipients import Recipient, mail_server
from contract.settings import Settings

log = logging.getLogger(__name__)

POLL_S = 1.0
WEBHOOK_TIMEOUT_S = 30.0


class Worker:
    """Asks the store for due alerts and tells the contacts of each."""

    def __init__(self, settings: Settings, store: ClinicClient) -> None:
        self._settings, self._store = settings, store
        self._sending: set[asyncio.Task[None]] = set()
        """One alert's slow mail server delays no other alert."""

    async def run(self) -> None:
        """Send what is due, until cancelled."""
        timeout = aiohttp.ClientTimeout(total=WEBHOOK_TIMEOUT_S)
        async with aiohttp.ClientSession(timeout=timeout) as http:
            try:
                while True:
                    await self._take_up(http)
                    await asyncio.sleep(POLL_S)
            finally:
                for task in self._sending:
                    task.cancel()
                await asyncio.gather(*self._sending, return_exceptions=True)

    async def _take_up(self, http: aiohttp.ClientSession) -> None:
        try:
            due = await self._store.claim_alerts()
        except VultusError as error:
            log.warning("alerts wait for the store", extra={"code": error.code})
            return
        for case in due:
            task = asyncio.create_task(self._try(case, http))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def _try(self, case: AlertCase, http: aiohttp.ClientSession) -> None:
        """What fails here is due again when its lease ends."""
        try:
            await self._tell(case, await self._contacts(case), http)
        except Exception:
            log.exception("alert not sent", extra={"alert": case.number})

    async def _contacts(self, case: AlertCase) -> Contacts:
        """Whom to tell; while the store does not say who the clinic's are, the settings'."""
        try:
            clinics = {one.clinic: one for one in await self._store.clinics()}
        except VultusError as error:
            log.warning("clinic's recipients not known", extra={"code": error.code})
            clinics = {}
        return Contacts.of(self._settings, clinics.get(case.clinic))

    async def _tell(self, case: AlertCase, told: Contacts, http: aiohttp.ClientSession) -> None:
        now = time.time()
        if not told.first:
            log.warning("alert sent to nobody: no route is set", extra={"alert": case.number})
            await self._store.add_alert_steps(case.number, [AlertStep(now, "logged")])
            return
        pace = pace_of(urgency(case), self._settings)
        wider = escalates(case, pace, now)
        steps = await self._round(
            case, told.first + (told.second if wider else ()), wider, http, now
        )
        reached = any(step.step == "delivered" for step in steps)
        if not reached and not wider and told.second:
            wider = True
            steps += await self._round(case, told.second, wider, http, now)
            reached = any(step.step == "delivered" for step in steps)
        if wider and not escalated(case.steps):
            steps.insert(0, AlertStep(now, "escalated"))
        due = next_due((*case.steps, *steps), reached, pace, now)
        await self._store.add_alert_steps(case.number, steps, due)

    async def _round(
        self,
        case: AlertCase,
        told: Sequence[Recipient],
        wider: bool,
        http: aiohttp.ClientSession,
        now: float,
    ) -> list[AlertStep]:
        notice = notice_of(case, attempts(case.steps) + 1, wider, self._settings)
        failures = await asyncio.gather(*(self._send(notice, to, http) for to in told))
        return [
            AlertStep(now, "failed" if failure else "delivered", to.name, failure or "")
            for to, failure in zip(told, failures, strict=True)
        ]

    async def _send(self, notice: Notice, to: Recipient, http: aiohttp.ClientSession) -> str | None:
        """Why it could not be sent; None when it was. Whatever goes wrong is a failed notice."""
        try:
            if to.kind == "webhook":
                await send_webhook(http, notice, to.address)
            else:
                server, sender = mail_server(self._settings.smtp), self._settings.mail_from
                await asyncio.to_thread(send_mail, notice, to.address, sender, server)
        except Exception as error:
            kind = type(error).__name__
            extra = {"alert": notice.number, "kind": to.kind, "error": kind}
            log.error("notice failed", extra=extra)
            return kind
        log.info("notice delivered", extra={"alert": notice.number, "kind": to.kind})
        return None
