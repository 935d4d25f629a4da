"""The invariants of the formula, through the real service: posted, stored, closed, read back."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.client import StoreClient
from contract.messages import Consent, FaceWindow, Record, Reply, ReplyScore, SessionMood, Used
from contract.secret import part_secret
from contract.settings import load_settings
from service.app import build
from tests.fusion.sessions import AT, records, window, without_faces, without_texts


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("service") / "data"


@given(record=records(), seed=st.integers(0, 2**32))
@settings(max_examples=12, deadline=None)
def test_what_the_service_stores_holds_every_invariant(
    data: Path, record: Record, seed: int
) -> None:
    blind = replace(record, windows=tuple(window(w.start, None) for w in record.windows))
    words, seen = without_faces(record), without_texts(record)
    sessions = [record, record, blind, words, seen, without_texts(words)]
    whole, again, blinded, said, mute, nothing = asyncio.run(_moods(data, sessions, seed))
    assert _told(again) == _told(whole)
    assert again.evidence == whole.evidence
    assert _told(blinded) == _told(said) and said.weights.face == 0
    assert mute.weights.text == 0
    assert mute.reason == "not estimable" or mute.notes[0].startswith("Low confidence")
    assert (nothing.mood, nothing.reason) == ("other", "not estimable")
    for mood in (whole, blinded, mute):
        assert sum(mood.probabilities) == pytest.approx(1)


async def _moods(data: Path, made: Sequence[Record], seed: int) -> list[SessionMood]:
    """Each record played into a session of its own, its messages in an order of its own."""
    chosen = load_settings({"VULTUS_DATA": str(data), "VULTUS_PARTS": "fusion"})
    async with TestServer(build(chosen)) as server:
        async with StoreClient(str(server.make_url("")), part_secret(chosen)) as client:
            return [await _mood(client, one, seed + n) for n, one in enumerate(made)]


async def _mood(client: StoreClient, made: Record, seed: int) -> SessionMood:
    patient = (await client.invite()).patient
    id = (await client.open_session(patient, "web")).session
    for scope in ("text", "camera"):
        await client.post(Consent(id, patient, scope, "1", True, AT))
    order = random.Random(seed)
    later: list[FaceWindow | ReplyScore] = [*made.windows, *made.scores]
    order.shuffle(later)
    messages: list[Reply | FaceWindow | ReplyScore] = [
        *order.sample(made.replies, len(made.replies)),
        *later,
    ]
    for message in messages:
        await client.post(replace(message, session=id))
    await client.close_session(id, "completed", AT + 600)
    mood = (await client.record(id)).mood
    assert mood is not None
    return mood


def _told(mood: SessionMood) -> tuple[object, ...]:
    turns = tuple(replace(turn, used=Used()) for turn in mood.turns)
    return mood.mood, mood.probabilities, mood.weights, turns, mood.abstained, mood.reason
