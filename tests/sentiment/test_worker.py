"""The scorer empties the store's queue of free text, once each, and leaves buttons alone."""

from __future__ import annotations

import asyncio
import time

import pytest
from aiohttp.test_utils import TestServer

from contract.client import StoreClient
from contract.messages import Consent, Record, Reply, Start
from contract.secret import part_secret
from contract.settings import Settings, load_settings
from sentiment.mood import TextModel
from sentiment.worker import Scorer
from service.app import build


@pytest.fixture
async def store(tmp_path, aiohttp_server):  # type: ignore[no-untyped-def]
    settings = load_settings({"VULTUS_DATA": str(tmp_path), "VULTUS_PARTS": "fusion"})
    server = await aiohttp_server(build(settings))
    async with _client(server, settings) as client:
        yield client


def _client(server: TestServer, settings: Settings) -> StoreClient:
    return StoreClient(str(server.make_url("")), part_secret(settings))


async def _session(store: StoreClient, consent: bool) -> str:
    invite = await store.invite()
    session = (await store.open_session(invite.patient, "web")).session
    await store.post(Consent(session, invite.patient, "text", "1", consent, time.time()))
    await store.post(Start(session, "phq9", "1", time.time(), "choose"))
    return session


def _reply(session: str, message: str, text: str, **more: object) -> Reply:
    now = time.time()
    values = {"item": "whats_new_before", "asked_at": now - 5, **more}
    return Reply(session, message, now, text, **values)  # type: ignore[arg-type]


async def _run(store: StoreClient, session: str, seconds: float = 1.5) -> Record:
    task = asyncio.create_task(Scorer(store, TextModel.load()).run())
    await asyncio.sleep(seconds)
    task.cancel()
    return await store.record(session)


async def test_free_text_is_scored_once(store: StoreClient) -> None:
    session = await _session(store, consent=True)
    await store.post(_reply(session, "a", "I feel hopeless and so sad."))
    record = await _run(store, session)
    (score,) = record.scores
    assert (score.message, score.tokens) == ("a", 7)
    assert max(score.mood) == score.mood[0]
    assert (await _run(store, session)).scores == record.scores


async def test_a_pressed_button_is_not_scored(store: StoreClient) -> None:
    session = await _session(store, consent=True)
    payload = '/answer{"item":"phq9_1","option":"2"}'
    press = {"typed": False, "payload": payload, "item": "phq9_1"}
    await store.post(_reply(session, "a", "More than half the days", **press))
    assert (await _run(store, session)).scores == ()


async def test_without_consent_nothing_is_scored(store: StoreClient) -> None:
    session = await _session(store, consent=False)
    await store.post(_reply(session, "a", "I feel hopeless and so sad."))
    assert (await _run(store, session)).scores == ()
