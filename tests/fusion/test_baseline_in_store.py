"""A patient's earlier sessions are told by the store, and change nothing in the next one's mood."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.client import StoreClient
from contract.messages import Consent, Record, SessionMood
from contract.settings import load_settings
from contract.wire import to_json
from fusion.store import Store
from tests.fusion.sessions import AT, CALM, GLAD, LIVELY, SAD, STILL, WILD, records, session
from tests.fusion.test_session_mood import play

DAY = 86_400.0
MADE = session([SAD, None, GLAD], [CALM, SAD, GLAD], LIVELY)
MOVED = st.lists(st.sampled_from([STILL, LIVELY, WILD, (0.4, 0.2)]), min_size=3, max_size=4)


def sit(store: Store, patient: str, made: Record, day: int) -> str:
    """One closed session of the patient, opened so many days later; its id."""
    id = store.open_session(patient, "web", AT + day * DAY).session
    for scope in ("text", "camera"):
        store.put(Consent(id, patient, scope, "1", True, AT))
    play(store, id, made)
    store.close_session(id, "completed", AT + day * DAY + 600)
    return id


def mood_bytes(store: Store, id: str) -> bytes:
    mood: SessionMood | None = store.record(id).mood
    assert mood is not None
    return json.dumps(to_json(replace(mood, session="any")), sort_keys=True).encode()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One store for all examples; every example has patients of its own."""
    data = tmp_path_factory.mktemp("store")
    return Store.of(load_settings({"VULTUS_DATA": str(data), "VULTUS_PARTS": "fusion"}))


@given(made=records(), before=MOVED)
@settings(max_examples=8, deadline=None)
def test_expressivity_weights_and_mood_are_the_same_bytes_whatever_came_before(
    shared: Store, made: Record, before: list[tuple[float, float]]
) -> None:
    new, known = shared.invite(AT).patient, shared.invite(AT).patient
    for day, moved in enumerate(before):
        sit(shared, known, session([SAD, None, GLAD], [CALM] * 3, moved), day)
    alone = sit(shared, new, made, len(before))
    after = sit(shared, known, made, len(before))
    assert mood_bytes(shared, after) == mood_bytes(shared, alone)
    assert len(shared.baseline(after).earlier) == len(before)
    assert shared.baseline(alone).earlier == ()


def test_only_measured_sessions_of_the_same_patient_before_this_one_count(store: Store) -> None:
    patient, other = store.invite(AT).patient, store.invite(AT).patient
    ids = [sit(store, patient, MADE, day) for day in range(3)]
    sit(store, other, MADE, 1)
    unseen = sit(store, patient, session([SAD, GLAD], [None, None]), 3)
    assert [one.session for one in store.baseline(unseen).earlier] == ids
    assert store.baseline(unseen).value is None
    last = sit(store, patient, MADE, 4)
    own = store.baseline(last)
    assert ([one.session for one in own.earlier], own.needed, own.standing) == (ids, 0, "within")
    assert own.value == pytest.approx(own.middle)
    assert store.baseline(ids[1]).needed == 2


def test_a_session_whose_camera_was_withdrawn_is_no_longer_among_them(store: Store) -> None:
    patient = store.invite(AT).patient
    ids = [sit(store, patient, MADE, day) for day in range(4)]
    store.put(Consent(ids[0], patient, "camera", "1", False, AT + 9 * DAY))
    own = store.baseline(ids[3])
    assert [one.session for one in own.earlier] == ids[1:3]
    assert own.needed == 1


async def test_the_client_reads_it_through_the_service(client: StoreClient) -> None:
    patient = (await client.invite()).patient
    id = (await client.open_session(patient, "web")).session
    own = await client.baseline(id)
    assert (own.value, own.earlier, own.needed) == (None, (), 3)
