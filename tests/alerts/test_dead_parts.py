"""The real programs: an alert reaches the clinic with each of the others dead, and over a crash."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from contract.client import StoreClient
from contract.messages import AlertCase
from tests.alerts.conftest import Hook
from tests.alerts.mail_server import MailServer
from tests.channels.page import Page
from tests.stack import Stack

CONTACT = "Ward 3, day and night: 0800 1234"
WORDS = "I want to kill myself, she said quietly"
PARTS = ("channels", "fusion", "report", "alerts")
"""No vision and no sentiment: the camera and the models are dead from the start."""


@pytest.fixture
async def stack(tmp_path: Path, mail: MailServer, hook: Hook) -> AsyncIterator[Stack]:
    settings = {
        "VULTUS_MODE": "live",
        "VULTUS_CONTACT": CONTACT,
        "VULTUS_SAFETY_REVIEWED_BY": "the ward's psychologist",
        "VULTUS_ALERT_TO": f"oncall@clinic.test,{hook.url}",
        "VULTUS_SMTP": f"smtp://127.0.0.1:{mail.port}",
        "VULTUS_MAIL_FROM": "vultus@clinic.test",
    }
    made = Stack(tmp_path, PARTS, settings)
    try:
        await asyncio.to_thread(made.start, *made.names)
        yield made
    finally:
        await asyncio.to_thread(made.stop)


async def test_alerts_get_through_with_each_part_dead_and_over_a_crash(
    stack: Stack, mail: MailServer, hook: Hook
) -> None:
    async with ClientSession() as http, stack.store() as store:
        token = (await store.invite()).token
        async with Page.at(http, stack.settings, token) as page:
            await page.begin(text=False, camera=False)
            await _alerts(page, store, "2", "phq9_9")
            for number, dead in enumerate(("actions", "rasa"), start=1):
                await asyncio.to_thread(stack.kill, dead)
                await _alerts(page, store, f"{WORDS} {number}", None)
            await _stored(page, "3", "phq9_9")
            await asyncio.to_thread(stack.kill, "service")
        await asyncio.to_thread(stack.start, "service")
        await _delivered(store, 4)
    assert len(mail.mails) >= 4 and len(hook.bodies) >= 4
    assert WORDS not in stack.log("service") + str(hook.bodies)


async def _alerts(page: Page, store: StoreClient, words: str, item: str | None) -> None:
    known = len(await store.open_alerts())
    await _stored(page, words, item)
    await _delivered(store, known + 1)


async def _stored(page: Page, words: str, item: str | None) -> None:
    await page.reply(words, item=item)
    assert CONTACT in (await page.get("stored"))["safety"]


async def _delivered(store: StoreClient, count: int) -> None:
    async with asyncio.timeout(120):
        while True:
            if _all_delivered(await store.open_alerts(), count):
                return
            await asyncio.sleep(0.2)


def _all_delivered(cases: tuple[AlertCase, ...], count: int) -> bool:
    told = [case for case in cases if any(step.step == "delivered" for step in case.steps)]
    return len(told) == count
