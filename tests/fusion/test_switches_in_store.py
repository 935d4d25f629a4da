"""Switching a modality off: stored with who and when, and every session fused anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from contract.errors import BadMessage, NotFound
from contract.messages import Consent, Modality, SessionMood, Switch
from contract.settings import Settings, load_settings
from fusion.store import Store
from tests.fusion.sessions import AT, CALM, GLAD, LIVELY, SAD, session, window
from tests.fusion.test_session_mood import mood_of, play, result

MADE = session([SAD, None, GLAD], [CALM, SAD, GLAD], LIVELY)


def switch(patient: str, modality: Modality = "face", used: bool = False, by: str = "A") -> Switch:
    return Switch(patient, modality, used, by, AT + (2000 if used else 1000))


def sat(store: Store, patient: str, number: int = 0, windows: bool = True) -> str:
    """A closed session of the patient."""
    id = store.open_session(patient, "web", AT + number).session
    for scope in ("text", "camera"):
        store.put(Consent(id, patient, scope, "1", True, AT))
    play(store, id, MADE, windows=windows)
    store.close_session(id, "completed", AT + 60)
    return id


def told(mood: SessionMood) -> SessionMood:
    """Without the reason and what follows from it."""
    return replace(result(mood), notes=(), unused=(), evidence="")


def test_every_session_of_the_patient_is_fused_anew_and_nobody_elses(store: Store) -> None:
    patient, other = store.invite(AT).patient, store.invite(AT).patient
    ids = [sat(store, patient, number) for number in range(3)]
    theirs, words = sat(store, other), sat(store, other, 1, windows=False)
    before = store.record(theirs).mood
    seen = mood_of(store, ids[0])
    assert store.moods.switch(switch(patient)).created
    assert store.record(ids[0]).mood is None
    assert store.moods.fuse_waiting(60.0, patient) == 0
    for id in ids:
        assert told(mood_of(store, id)) == told(mood_of(store, words))
        assert mood_of(store, id).unused == ("face",)
    assert store.record(theirs).mood == before
    assert store.moods.switch(switch(patient, used=True)).created
    store.moods.fuse_waiting(60.0)
    assert mood_of(store, ids[0]) == seen
    assert [(one.used, one.by) for one in store.record(ids[0]).switches] == [
        (False, "A"),
        (True, "A"),
    ]


def test_what_is_so_already_changes_nothing(store: Store) -> None:
    patient = store.invite(AT).patient
    id = sat(store, patient)
    assert not store.moods.switch(switch(patient, used=True)).created
    assert store.record(id).mood is not None
    assert store.moods.switch(switch(patient)).created
    assert not store.moods.switch(switch(patient, by="B")).created
    assert [one.by for one in store.record(id).switches] == ["A"]


def test_a_switch_holds_for_sessions_to_come_and_for_late_windows(store: Store) -> None:
    patient = store.invite(AT).patient
    store.moods.switch(switch(patient))
    id = sat(store, patient, windows=False)
    first = mood_of(store, id)
    store.put(replace(window(AT + 1, SAD), session=id))
    assert mood_of(store, id) == first
    assert first.unused == ("face",)


def test_with_both_off_there_is_no_estimate(store: Store) -> None:
    patient = store.invite(AT).patient
    id = sat(store, patient)
    for modality in ("face", "text"):
        store.moods.switch(switch(patient, modality))
    store.moods.fuse_waiting(60.0, patient)
    assert mood_of(store, id).reason == "do not use"


def test_moods_that_time_did_not_suffice_for_are_computed_in_the_next_round(store: Store) -> None:
    patient = store.invite(AT).patient
    ids = [sat(store, patient, number) for number in range(2)]
    store.moods.switch(switch(patient))
    assert store.moods.fuse_waiting(0.0, patient) == 2
    assert store.moods.fuse_waiting(60.0) == 0
    assert {mood_of(store, id).unused for id in ids} == {("face",)}


def test_an_open_session_waits_until_it_closes(store: Store, session: str) -> None:
    store.moods.switch(switch(store.session(session).patient))
    assert store.moods.fuse_waiting(60.0) == 0
    assert store.record(session).mood is None


def test_a_nameless_or_homeless_switch_is_refused(store: Store) -> None:
    patient = store.invite(AT).patient
    with pytest.raises(BadMessage, match="Write your name"):
        store.moods.switch(switch(patient, by=" "))
    with pytest.raises(NotFound):
        store.moods.switch(switch("nobody"))


def test_a_crash_between_switch_and_moods_loses_nothing(tmp_path: Path) -> None:
    settings: Settings = load_settings({"VULTUS_DATA": str(tmp_path), "VULTUS_PARTS": "fusion"})
    store = Store.of(settings)
    patient = store.invite(AT).patient
    id = sat(store, patient)
    store.moods.switch(switch(patient))
    store.close()
    again = Store.of(settings)
    again.moods.fuse_waiting(60.0)
    assert mood_of(again, id).unused == ("face",)
    again.close()
