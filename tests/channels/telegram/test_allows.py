"""What a clinic lets run on Telegram: everything, own items only, or reminders only."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from pytest_aiohttp import AiohttpServer

from contract.client import StoreClient
from contract.messages import Bubble, Button
from contract.settings import Settings
from contract.wire import to_json
from service.app import build
from tests.channels.fake_rasa import FakeRasa
from tests.channels.telegram.bot_api import BotApi
from tests.channels.telegram.conftest import CHAT, Person

OFFER = Bubble(
    "Which questionnaire would you like to answer?",
    buttons=(
        Button("Daily check-in", '/start_questionnaire{"questionnaire":"daily_checkin"}'),
        Button("PHQ-9", '/start_questionnaire{"questionnaire":"phq9"}'),
    ),
)


def offers(_: dict[str, Any]) -> Any:
    return [{"recipient_id": "x", "custom": to_json(OFFER)}]


@pytest.fixture
def allows() -> str:
    return "own"


@pytest.fixture
async def settings(settings: Settings, allows: str) -> Settings:
    return replace(settings, telegram_allows=allows)


async def test_instruments_are_a_link_to_the_web_page(
    person: Person, rasa: FakeRasa, store: StoreClient
) -> None:
    rasa.then = offers
    offered = await person.begin()
    assert offered.titles == ["Daily check-in"]
    link = re.search(r"/p/([A-Za-z0-9_-]+)", offered.text)
    assert link is not None and "please answer on this web page" in offered.text
    assert (await store.invited(link[1])).patient == (await person.record()).session.patient
    await person.types("phq9")
    assert rasa.heard[-1]["message"] == "phq9", "what may not run here cannot be begun by its name"
    await person.types("daily check-in")
    assert rasa.heard[-1]["message"] == OFFER.buttons[0].payload


@pytest.mark.parametrize("allows", ["all"])
async def test_by_default_everything_is_offered(person: Person, rasa: FakeRasa) -> None:
    rasa.then = offers
    offered = await person.begin()
    assert offered.titles == ["Daily check-in", "PHQ-9"]
    assert "/p/" not in offered.text


@pytest.mark.parametrize("allows", ["reminders"])
async def test_with_reminders_only_nothing_is_asked_but_danger_is_noticed(
    person: Person, rasa: FakeRasa
) -> None:
    person.api.text(CHAT, f"/start {person.invite}")
    await person.api.sees(CHAT, "Here you only get reminders")
    told = await person.types("a quiet day by the pond")
    assert "nobody reads what you write" in told.text
    assert (await person.store.chat("telegram", str(CHAT))).session is None
    await person.types("I want to kill myself")
    await person.api.sees(CHAT, "please talk to a person now")
    record = await person.record()
    assert [alert.source for alert in record.alerts] == ["phrase"]
    assert rasa.heard == []
    assert all("1 of 2" not in sent.text for sent in person.api.seen(CHAT))


async def test_without_a_token_there_is_no_telegram(
    settings: Settings, aiohttp_server: AiohttpServer, api: BotApi
) -> None:
    off = replace(settings, telegram_token="")
    await aiohttp_server(build(off), port=off.port)
    assert api.calls == []
