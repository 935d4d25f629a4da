"""The audit log: each deed with its patient, of the own clinic alone; nothing undoes a line."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from contract.errors import NotFound
from contract.messages import Deed, Reply, Staff
from fusion import audit
from fusion.audit import Operated
from fusion.store import Store
from tests.fusion.conftest import AT


@pytest.fixture
def nurse(store: Store) -> Staff:
    return store.accounts.add_staff("main", "a.nurse", "A. Nurse", "nurse", AT)


@pytest.fixture
def stranger(store: Store) -> Staff:
    other = store.accounts.add_clinic("Another clinic", AT).clinic
    return store.accounts.add_staff(other, "b.nurse", "B. Nurse", "nurse", AT)


def test_a_deed_is_written_with_the_patient_it_is_about(
    store: Store, session: str, nurse: Staff
) -> None:
    store.put(Reply(session, "m1", AT, "I want to die"))
    patient, alert = store.session(session).patient, store.alerts.open()[0].number
    for deed in (
        Deed(nurse.staff, "session read", session=session),
        Deed(nurse.staff, "alert read", alert=alert),
        Deed(nurse.staff, "patient read", patient=patient),
    ):
        store.accounts.witness(deed, AT + 5)
    store.accounts.witness(Deed(nurse.staff, "list read"), AT + 6)
    lines, then = store.accounts.audit("main", None, None)
    assert then is None
    assert [(one.what, one.patient, one.session, one.alert) for one in lines] == [
        ("list read", None, None, None),
        ("patient read", patient, None, None),
        ("alert read", patient, session, alert),
        ("session read", patient, session, None),
    ]
    assert {(one.name, one.staff) for one in lines} == {("A. Nurse", nurse.staff)}
    assert len(store.accounts.audit("main", patient, None)[0]) == 3


def test_another_clinics_patient_is_not_there(store: Store, session: str, stranger: Staff) -> None:
    store.put(Reply(session, "m1", AT, "I want to die"))
    patient, alert = store.session(session).patient, store.alerts.open()[0].number
    for deed in (
        Deed(stranger.staff, "session read", session=session),
        Deed(stranger.staff, "alert read", alert=alert),
        Deed(stranger.staff, "patient read", patient=patient),
    ):
        with pytest.raises(NotFound, match="There is no such"):
            store.accounts.witness(deed, AT)
    assert all(one.patient is None for one in store.accounts.audit(stranger.clinic, None, None)[0])
    assert store.summaries(stranger.clinic) == [] and len(store.summaries("main")) == 1
    assert store.alerts.open(stranger.clinic) == [] and len(store.alerts.open("main")) == 1
    assert store.accounts.patients(stranger.clinic) == ([], 0)


def test_unknown_and_foreign_say_the_same(store: Store, session: str, stranger: Staff) -> None:
    texts = set[str]()
    for id in (session, "unknown"):
        with pytest.raises(NotFound) as found:
            store.accounts.witness(Deed(stranger.staff, "session read", session=id), AT)
        texts.add(found.value.text)
    assert len(texts) == 1


def test_a_disabled_person_sees_nothing(store: Store, session: str, nurse: Staff) -> None:
    store.accounts.change_staff(nurse.staff, None, True, AT)
    with pytest.raises(NotFound):
        store.accounts.witness(Deed(nurse.staff, "session read", session=session), AT)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET name = 'x'",
        "UPDATE audit SET patient = 'p-another', session = NULL",
        "UPDATE audit SET patient = 'erased-1', session = NULL, what = 'x'",
        "UPDATE audit SET session = 's-another'",
        "DELETE FROM audit",
        "INSERT INTO audit_purge (at, before) VALUES (0, 9e9); DELETE FROM audit",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_line(
    store: Store, nurse: Staff, change: str
) -> None:
    store.accounts.witness(Deed(nurse.staff, "list read"), AT)
    with pytest.raises(DBAPIError, match="append-only"), store._database.write() as db:
        for statement in change.split("; "):
            db.execute(text(statement))
    assert len(store.accounts.audit("main", None, None)[0]) == 1


def test_at_the_command_line_it_is_the_patients_clinic_that_is_told(
    store: Store, session: str, stranger: Staff
) -> None:
    patient = store.session(session).patient
    store.accounts.operated(Operated("ada", "session FHIR bundle read", session=session), AT)
    store.accounts.operated(Operated("ada", "all read", patient=patient), AT)
    store.accounts.operated(Operated("ada", "sessions exported"), AT)
    lines, _ = store.accounts.audit("main", None, None)
    assert [(one.name, one.what, one.patient, one.session) for one in lines] == [
        ("ada (command line)", "sessions exported", None, None),
        ("ada (command line)", "all read", patient, None),
        ("ada (command line)", "session FHIR bundle read", patient, session),
    ]
    others, _ = store.accounts.audit(stranger.clinic, None, None)
    assert [one.what for one in others if one.staff == "" and "read" not in one.what] == [
        "sessions exported",
        "clinic added",
    ]
    for wrong in ({"patient": "nobody"}, {"session": "none"}, {"clinic": "nowhere"}):
        with pytest.raises(NotFound):
            store.accounts.operated(Operated("ada", "all read", **wrong), AT)


def test_that_an_estimate_is_seen_for_the_first_time_is_one_line(
    store: Store, session: str, nurse: Staff
) -> None:
    store.close_session(session, "completed", AT + 60)
    for uncover in (False, True, True):
        store.ratings.read(session, nurse.staff, AT + 70, uncover)
    (line,) = store.accounts.audit("main", None, None)[0]
    assert (line.what, line.name, line.session) == ("estimate uncovered", "A. Nurse", session)
    assert line.patient == store.session(session).patient


def test_the_log_comes_in_pages(
    store: Store, nurse: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "MOST", 2)
    for number in range(5):
        store.accounts.witness(Deed(nurse.staff, f"deed {number}"), AT)
    seen, before = [], None
    while True:
        lines, before = store.accounts.audit("main", None, before)
        seen += [one.what for one in lines]
        if before is None:
            break
    assert seen == [f"deed {number}" for number in (4, 3, 2, 1, 0)]
