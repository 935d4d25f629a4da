"""The audit log: each deed with its patient, of the own clinic alone; nothing undoes a line."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from contract.errors import NotFound
from contract.messages import Deed, Reply, Staff
from fusion import audit
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
    patient, alert = store.session(session).patient, store.open_alerts()[0].number
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
    patient, alert = store.session(session).patient, store.open_alerts()[0].number
    for deed in (
        Deed(stranger.staff, "session read", session=session),
        Deed(stranger.staff, "alert read", alert=alert),
        Deed(stranger.staff, "patient read", patient=patient),
    ):
        with pytest.raises(NotFound, match="There is no such"):
            store.accounts.witness(deed, AT)
    assert all(one.patient is None for one in store.accounts.audit(stranger.clinic, None, None)[0])
    assert store.summaries(stranger.clinic) == [] and len(store.summaries("main")) == 1
    assert store.open_alerts(stranger.clinic) == [] and len(store.open_alerts("main")) == 1
    assert store.accounts.patients(stranger.clinic) == []


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
    ],
)
def test_the_database_refuses_to_change_or_delete_a_line(
    store: Store, nurse: Staff, change: str
) -> None:
    store.accounts.witness(Deed(nurse.staff, "list read"), AT)
    with pytest.raises(DBAPIError, match="append-only"), store._database.write() as db:
        db.execute(text(change))
    assert len(store.accounts.audit("main", None, None)[0]) == 1


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
