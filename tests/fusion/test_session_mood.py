"""The stored mood: computed on closing, anew when evidence comes late or consent is withdrawn."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from contract.errors import NotFound
from contract.messages import Consent, Receipt, Record, Removal, Reply, SessionMood, Switch
from contract.wire import to_json
from fusion.constants import load_constants
from fusion.formula import fuse_session
from fusion.items import alerting_items
from fusion.store import Store
from tests.fusion.sessions import AT, CALM, GLAD, LIVELY, SAD, session, window

MADE = session([SAD, None, GLAD], [CALM, SAD, GLAD], LIVELY)


def play(store: Store, id: str, made: Record, windows: bool = True, scores: bool = True) -> None:
    """Put a hand-made session's messages into the store's session."""
    for reply in made.replies:
        store.put(replace(reply, session=id))
    for seen in made.windows if windows else ():
        store.put(replace(seen, session=id))
    for score in made.scores if scores else ():
        store.put(replace(score, session=id))


def mood_of(store: Store, id: str) -> SessionMood:
    mood = store.record(id).mood
    assert mood is not None
    return mood


def canonical(mood: SessionMood) -> bytes:
    return json.dumps(to_json(mood), sort_keys=True).encode()


def result(mood: SessionMood) -> SessionMood:
    return replace(mood, session="any")


@pytest.fixture
def other(store: Store) -> str:
    """Another session with both consents."""
    patient = store.invite(AT).patient
    id = store.open_session(patient, "web", AT).session
    for scope in ("text", "camera"):
        store.put(Consent(id, patient, scope, "1", True, AT))
    return id


def test_the_mood_is_computed_when_the_session_closes(store: Store, session: str) -> None:
    play(store, session, MADE)
    assert store.record(session).mood is None
    store.close_session(session, "completed", AT + 60)
    mood = mood_of(store, session)
    assert (mood.coverage.turns, mood.coverage.turns_text, mood.coverage.windows) == (3, 2, 18)
    assert store.summaries()[0].mood == mood.mood


def test_an_idle_session_gets_its_mood_too(store: Store, session: str) -> None:
    play(store, session, MADE)
    store.close_idle(before=AT + 60, at=AT + 90)
    assert mood_of(store, session).coverage.turns == 3


def test_late_windows_of_many_sessions_at_once_give_each_its_mood(
    store: Store, session: str, other: str
) -> None:
    play(store, session, MADE)
    store.close_session(session, "completed", AT + 60)
    in_time = mood_of(store, session)
    play(store, other, MADE, windows=False)
    store.close_session(other, "completed", AT + 60)
    without = mood_of(store, other)
    stranger = replace(MADE.windows[0], session="nobody's")
    late = [replace(seen, session=other) for seen in MADE.windows]
    *stored, refused = store.put_windows([*late, stranger])
    assert all(isinstance(one, Receipt) and one.created for one in stored)
    assert isinstance(refused, NotFound)
    assert result(mood_of(store, other)) == result(in_time) != result(without)
    assert all(one == Receipt(created=False) for one in store.put_windows(late))


def test_late_scores_and_windows_give_the_mood_they_would_have_given_in_time(
    store: Store, session: str, other: str
) -> None:
    play(store, session, MADE)
    store.close_session(session, "completed", AT + 60)
    play(store, other, MADE, windows=False, scores=False)
    store.close_session(other, "completed", AT + 60)
    assert mood_of(store, other).reason == "not estimable"
    backwards = replace(MADE, windows=MADE.windows[::-1], scores=MADE.scores[::-1], replies=())
    play(store, other, backwards)
    assert result(mood_of(store, other)) == result(mood_of(store, session))


def test_withdrawing_the_camera_deletes_its_data_and_leaves_the_words_result(
    store: Store, session: str, other: str
) -> None:
    play(store, session, MADE)
    play(store, other, MADE, windows=False)
    for id in (session, other):
        store.close_session(id, "completed", AT + 60)
    assert mood_of(store, session).weights.face > 0
    patient = store.session(session).patient
    store.put(Consent(session, patient, "camera", "1", False, AT + 70))
    assert store.record(session).windows == ()
    assert result(mood_of(store, session)) == result(mood_of(store, other))
    windows = len(MADE.windows)
    assert store.record(session).removals == (
        Removal(session, "face", "withdrawn", windows, AT + 70),
    )
    assert store.record(other).removals == ()


def test_withdrawing_text_analysis_deletes_the_scores_and_keeps_the_replies(
    store: Store, session: str
) -> None:
    play(store, session, MADE)
    store.close_session(session, "completed", AT + 60)
    patient = store.session(session).patient
    store.put(Consent(session, patient, "text", "1", False, AT + 70))
    record = store.record(session)
    assert (len(record.replies), record.scores) == (3, ())
    assert record.removals == (Removal(session, "text", "withdrawn", 2, AT + 70),)
    mood = mood_of(store, session)
    assert mood.weights.text == 0
    assert mood.notes[0].startswith("Low confidence")


def test_withdrawal_while_the_session_runs_deletes_at_once(store: Store, session: str) -> None:
    play(store, session, MADE)
    patient = store.session(session).patient
    store.put(Consent(session, patient, "camera", "1", False, AT + 70))
    assert store.record(session).windows == ()
    assert store.record(session).mood is None


def test_a_session_that_goes_on_has_no_mood_until_it_closes_again(
    store: Store, session: str
) -> None:
    play(store, session, MADE)
    store.close_session(session, "stopped", AT + 60)
    first = mood_of(store, session)
    store.put(Reply(session, "more", AT + 80, "2", "phq9_1", AT + 70))
    assert store.record(session).mood is None
    store.close_session(session, "completed", AT + 90)
    assert mood_of(store, session).evidence != first.evidence


def test_closing_twice_keeps_the_first_reason(store: Store, session: str) -> None:
    store.close_session(session, "stopped", AT + 60)
    assert store.close_session(session, "idle", AT + 90).reason == "stopped"
    assert store.session(session).closed == AT + 60


def test_computing_a_session_anew_from_the_store_gives_the_same_bytes(
    store: Store, session: str
) -> None:
    """What is stored is what the stored inputs make: twice, and after the store was reopened."""
    play(store, session, MADE)
    store.close_session(session, "completed", AT + 60)
    record = store.record(session)
    assert record.mood is not None
    stored = canonical(record.mood)
    again = fuse_session(replace(record, mood=None), load_constants(), alerting_items())
    assert canonical(again) == stored
    patient = record.session.patient
    for used in (False, True):
        store.moods.switch(Switch(patient, "face", used, "A", AT + 70 + used))
        store.moods.fuse_waiting(60.0, patient)
    anew = store.record(session).mood
    assert anew is not None and canonical(anew) == stored


def test_the_camera_is_not_read_at_the_items_that_can_alert(store: Store, session: str) -> None:
    made = MADE.replies[0]
    store.put(replace(made, session=session, item="phq9_9", typed=False))
    for second in range(6):
        store.put(replace(window(AT + second, SAD), session=session))
    store.close_session(session, "completed", AT + 60)
    assert mood_of(store, session).turns[0].face is None
