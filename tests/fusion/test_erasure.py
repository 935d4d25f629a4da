"""Erasing a patient: every table by a rule, the trail kept and moved, a proof that names nobody."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import Column, MetaData, String, Table, func, select
from sqlalchemy.exc import DBAPIError

from contract.client import StoreClient
from contract.errors import BadMessage, Conflict, NotFound
from contract.messages import Reply
from contract.settings import Settings
from contract.wire import to_json
from fusion.database import Database
from fusion.holdings import ERASED, NOBODYS, PSEUDONYMISED, in_order, rows_of, unassigned
from fusion.store import Store
from tests.fusion.everything import AT, OUTCOME, WORDS, change, disk, fill, track

BY = "B. Officer"


def counts(settings: Settings, patient: str) -> dict[str, int]:
    """Rows of the patient in every table that leads to one."""
    database = Database.of(settings)
    found = {}
    with database.read() as db:
        for table in in_order():
            where = rows_of(table, patient)
            if where is not None:
                query = select(func.count()).select_from(table).where(where)
                found[table.name] = db.scalar(query) or 0
    database.close()
    return found


def contents(settings: Settings, patient: str) -> dict[str, list[tuple[object, ...]]]:
    """The rows themselves."""
    database = Database.of(settings)
    with database.read() as db:
        found = {
            table.name: [tuple(row) for row in db.execute(select(table).where(where))]
            for table in in_order()
            if (where := rows_of(table, patient)) is not None
        }
    database.close()
    return found


def test_every_table_stands_in_exactly_one_list() -> None:
    assert unassigned() == []
    names = {table.name for table in in_order()}
    assert names == set(ERASED) | set(PSEUDONYMISED) | set(NOBODYS)


def test_a_new_table_that_nobody_thought_of_is_named() -> None:
    metadata = MetaData()
    Table("diary", metadata, Column("patient", String), Column("words", String))
    Table("weather", metadata, Column("day", String, primary_key=True))
    Table("answer", metadata, Column("value", String))  # listed, but leads to no patient
    assert unassigned(metadata) == ["answer", "diary", "weather"]


def test_erasing_leaves_no_row_in_any_table_and_touches_no_other_patient(
    settings: Settings, store: Store
) -> None:
    patient, session = fill(store, settings)
    other, _ = fill(store, settings)
    before, theirs = counts(settings, patient), contents(settings, other)
    lacking = [name for name in set(ERASED) - {"alert_due"} if not before[name]]
    assert lacking == [], "tests/fusion/everything.py must put a row into every table"
    proof = store.rights.erase(patient, BY, AT + 100)
    assert set(counts(settings, patient).values()) == {0}
    assert contents(settings, other) == theirs
    told = {name: rows for name, rows in proof.erased.items() if name in ERASED}
    assert told == {name: before[name] for name in ERASED}
    assert proof.erased["rasa.events"] == 1
    with pytest.raises(NotFound):
        store.record(session)


def test_nothing_of_the_patient_is_left_in_the_bytes_of_any_file(
    settings: Settings, store: Store
) -> None:
    patient, session = fill(store, settings)
    assert patient.encode() in disk(settings) and session.encode() in disk(settings)
    store.rights.erase(patient, BY, AT + 100)
    left = disk(settings)
    for hidden in (patient, session, WORDS, OUTCOME):
        assert hidden.encode() not in left


def test_the_trail_stays_under_an_id_that_leads_nowhere(settings: Settings, store: Store) -> None:
    patient, session = fill(store, settings)
    (before,) = store.record(session).cases
    proof = store.rights.erase(patient, BY, AT + 100)
    after = store.alerts.one(before.number)
    assert after.patient.startswith("erased-") and after.alert.session.startswith("erased-")
    assert patient not in json.dumps(to_json(after)) and session not in json.dumps(to_json(after))
    assert [(s.at, s.step, s.by) for s in after.steps] == [
        (s.at, s.step, s.by) for s in before.steps
    ]
    assert {step.note for step in after.steps} == {""}
    assert replace(after.alert, session="", message="") == replace(
        before.alert, session="", message=""
    )
    assert {(kept.table, kept.rows) for kept in proof.kept} == {
        ("alert", 1),
        ("alert_step", len(before.steps)),
        ("audit", 3),
    }
    assert store.moods.fuse_waiting(5) == 0, "what is left of the session is nothing to estimate"
    assert store.record(after.alert.session).mood is None


def test_the_proof_names_nobody_and_is_kept(settings: Settings, store: Store) -> None:
    patient, session = fill(store, settings)
    proof = store.rights.erase(patient, f"  {BY}"[2:], AT + 100)
    text = json.dumps(to_json(proof))
    for hidden in (patient, session, WORDS, OUTCOME):
        assert hidden not in text
    assert any("webhook: 1;" in line for line in proof.beyond)
    assert any("Telegram" in line for line in proof.beyond)
    assert "until 14 Feb 2027" in proof.beyond[0], "30 days, the default of backups"
    assert store.rights.proofs() == [proof]


def test_an_open_alert_comes_first(settings: Settings, store: Store) -> None:
    patient, session = fill(store, settings, handled=False)
    with pytest.raises(Conflict, match="1 alert is open"):
        store.rights.erase(patient, BY, AT + 100)
    assert store.record(session).replies
    assert store.rights.proofs() == []


@pytest.mark.parametrize("by", ["", "  ", "x" * 101, "a\nb"])
def test_a_named_person_does_it(settings: Settings, store: Store, by: str) -> None:
    patient, session = fill(store, settings)
    with pytest.raises(BadMessage, match="name"):
        store.rights.erase(patient, by, AT + 100)
    assert store.record(session).replies


def test_who_is_not_there_cannot_be_erased(store: Store) -> None:
    for nobody in ("p-nobody", "", "p\n"):
        with pytest.raises(NotFound):
            store.rights.erase(nobody, BY, AT)


def test_a_second_time_there_is_nobody(settings: Settings, store: Store) -> None:
    patient, session = fill(store, settings)
    store.rights.erase(patient, BY, AT + 100)
    with pytest.raises(NotFound):
        store.rights.erase(patient, BY, AT + 100)
    with pytest.raises(NotFound):
        store.put(Reply(session, "late", AT + 101, "hello"))


def test_without_a_tracker_store_there_is_nothing_of_rasas(
    settings: Settings, store: Store
) -> None:
    patient = store.invite(AT).patient
    assert store.rights.erase(patient, BY, AT).erased["rasa.events"] == 0
    assert not (settings.data / "rasa.db").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE alert SET detail = 'nothing'",
        "UPDATE alert SET at = 0",
        "UPDATE alert SET session = 'erased-1'",
        "UPDATE alert_step SET step = 'closed'",
        "UPDATE alert_step SET note = ''",
        "DELETE FROM alert_step",
        "DELETE FROM alert",
    ],
)
def test_the_database_itself_keeps_the_trail_of_a_patient_that_is_there(
    settings: Settings, store: Store, wrong: str
) -> None:
    fill(store, settings)
    with pytest.raises(DBAPIError, match="append-only"):
        change(settings, wrong)


def test_what_was_moved_is_not_rewritten_either(settings: Settings, store: Store) -> None:
    patient, _ = fill(store, settings)
    store.rights.erase(patient, BY, AT + 100)
    for wrong in ("alert SET detail = 'x'", "alert_step SET by = 'x'", "alert_step SET at = 0"):
        with pytest.raises(DBAPIError, match="append-only"):
            change(settings, f"UPDATE {wrong}")


async def test_erasing_and_its_proofs_go_over_http(client: StoreClient, settings: Settings) -> None:
    patient = (await client.invite()).patient
    session = (await client.open_session(patient, "web")).session
    track(settings, session)
    proof = await client.erase(patient, BY)
    assert (proof.by, proof.erased["session"], proof.erased["rasa.events"]) == (BY, 1, 1)
    assert await client.proofs() == (proof,)
    with pytest.raises(NotFound):
        await client.erase(patient, BY)
