"""Reminders on Telegram: each due time at most once, and no word of health in it."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace
from datetime import date

from channels.delivery import Pauses
from channels.telegram import wording
from channels.telegram.api import Api, Blocked, Refused, Unreachable, Wait
from channels.telegram.writer import CHANNEL
from contract.client import StoreClient
from contract.errors import Unavailable, VultusError
from contract.messages import Reminder
from contract.settings import Settings
from questionnaires.interval import waiting
from questionnaires.loader import offered
from texts.speaking import speaking

log = logging.getLogger(__name__)

LOOK_EVERY_S = 20.0


class Reminding:
    """Asks the store for what is due and sends it."""

    def __init__(self, settings: Settings, store: StoreClient, api: Api, pauses: Pauses) -> None:
        self._settings, self._store, self._api, self._pauses = settings, store, api, pauses
        self._sending: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Send what is due, until cancelled."""
        try:
            while True:
                try:
                    await self._take_up()
                except Exception:  # the next round may succeed
                    log.exception("reminders not looked for")
                await asyncio.sleep(LOOK_EVERY_S)
        finally:
            for task in self._sending:
                task.cancel()
            await asyncio.gather(*self._sending, return_exceptions=True)

    async def _take_up(self) -> None:
        failures = 0
        while True:
            try:
                due = await self._store.claim_reminders(CHANNEL, self._settings.quiet_hours)
                break
            except VultusError as error:
                failures += 1
                log.warning("reminders wait for the store", extra={"code": error.code})
                await asyncio.sleep(self._pauses.after(failures))
        for reminder in due:
            task = asyncio.create_task(self._remind(reminder))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def _remind(self, reminder: Reminder) -> None:
        extra = {"questionnaire": reminder.schedule.questionnaire}
        try:
            if await self._cannot_be_answered(reminder):
                log.info("reminder not needed yet", extra=extra)
                return
            await self._send(reminder)
            await self._tell(reminder)
            log.info("reminder sent", extra=extra)
        except Blocked:
            log.warning("reminder not sent", extra=extra | {"why": "blocked"})
            await self._store.block_chat(replace(reminder.chat, blocked=time.time()))
        except (Unreachable, Refused, VultusError) as error:
            # It may have got through: sent once more it could come twice.
            log.warning("reminder not sent", extra=extra | {"why": type(error).__name__})

    async def _cannot_be_answered(self, reminder: Reminder) -> bool:
        """Whether its questionnaire was answered too recently to be asked again."""
        schedule = reminder.schedule
        completed = await self._store.completed(schedule.patient)
        days = {id: date.fromtimestamp(at) for id, at in completed.items()}
        every, overrides = offered().values(), self._settings.min_interval_of
        return schedule.questionnaire in waiting(every, days, overrides, date.today())

    async def _send(self, reminder: Reminder) -> None:
        on_web = self._settings.telegram_allows == "reminders"
        with speaking(reminder.chat.language):
            text = wording.REMINDER_WEB if on_web else wording.REMINDER
        while True:
            try:
                await self._api.send(reminder.chat.address, text)
                return
            except Wait as told:  # then Telegram has certainly not taken it
                await asyncio.sleep(told.seconds)

    async def _tell(self, reminder: Reminder) -> None:
        failures = 0
        while True:
            try:
                await self._store.reminded(reminder)
                return
            except Unavailable:
                failures += 1
                await asyncio.sleep(self._pauses.after(failures))
