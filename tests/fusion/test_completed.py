"""The store says when a patient last completed each questionnaire, and of no other session."""

from __future__ import annotations

from contract.messages import CloseReason, Start
from fusion.store import Store
from tests.fusion.conftest import AT


def played(store: Store, patient: str, questionnaire: str, reason: CloseReason, at: float) -> None:
    """A session in which the questionnaire was started, closed for that reason."""
    session = store.open_session(patient, "web", at).session
    store.put(Start(session, questionnaire, "1", at, f"m-{session}"))
    store.close_session(session, reason, at + 60)


def test_the_latest_completed_one_counts(store: Store) -> None:
    patient = store.invite(AT).patient
    assert store.completed(patient) == {}
    played(store, patient, "phq9", "completed", AT)
    played(store, patient, "gad7", "completed", AT + 100)
    played(store, patient, "phq9", "completed", AT + 200)
    assert store.completed(patient) == {"phq9": AT + 260, "gad7": AT + 160}


def test_the_first_of_two_in_one_session_is_complete_when_the_second_is_chosen(
    store: Store,
) -> None:
    patient = store.invite(AT).patient
    played(store, patient, "phq9", "completed", AT)
    again = store.open_session(patient, "web", AT + 100).session
    store.put(Start(again, "gad7", "1", AT + 100, "m1"))
    store.put(Start(again, "gad7", "1", AT + 200, "m2"))
    assert "gad7" not in store.completed(patient)
    store.put(Start(again, "phq8", "1", AT + 300, "m3"))
    store.close_session(again, "stopped", AT + 400)
    assert store.completed(patient) == {"phq9": AT + 60, "gad7": AT + 300}


def test_stopped_and_idle_sessions_and_other_patients_do_not_count(store: Store) -> None:
    patient, other = store.invite(AT).patient, store.invite(AT).patient
    played(store, patient, "phq9", "stopped", AT)
    played(store, patient, "gad7", "idle", AT + 100)
    played(store, other, "phq9", "completed", AT)
    assert store.completed(patient) == {}
