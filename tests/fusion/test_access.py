"""A download of all that is held of a patient."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from sqlalchemy import select

from contract.client import StoreClient
from contract.errors import NotFound
from contract.settings import Settings
from fusion.access import RASA, WITHHELD
from fusion.database import Database
from fusion.holdings import ERASED, PSEUDONYMISED, SEALED, in_order
from fusion.store import Store
from tests.fusion.everything import AT, OUTCOME, WORDS, fill


def unpacked(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: json.loads(file.read(name)) for name in file.namelist()}


def test_it_has_every_table_with_the_words_in_the_open(settings: Settings, store: Store) -> None:
    patient, session = fill(store, settings)
    files = unpacked(store.rights.download(patient, AT))
    tables = {*ERASED, *PSEUDONYMISED, RASA}
    assert set(files) == {f"tables/{name}.json" for name in tables} | {
        "about.json",
        "questionnaires.json",
    }
    assert files["tables/reply.json"][0]["text"] == WORDS
    assert files["tables/bot_turn.json"][0]["bubbles"][0]["text"] == f"You said {WORDS}"
    assert OUTCOME in {row["note"] for row in files["tables/alert_step.json"]}
    assert files["tables/chat.json"][0]["address"] == f"chat of {patient}"
    assert files["tables/rasa.events.json"] == [
        {"session": session, "at": AT, "event": {"text": WORDS}}
    ]
    asked = files["questionnaires.json"]["phq9"]["items"]["phq9_1"]
    assert asked["text"].startswith("Little interest") and asked["options"]["0"] == "Not at all"
    about = files["about.json"]
    assert about["patient"] == patient and set(about["tables"]) == tables
    assert {name: one["rows"] for name, one in about["tables"].items()} == {
        name: len(files[f"tables/{name}.json"]) for name in tables
    }


def test_it_has_nothing_of_anybody_else_and_no_credential(settings: Settings, store: Store) -> None:
    patient, _ = fill(store, settings)
    other, session = fill(store, settings)
    files = unpacked(store.rights.download(patient, AT))
    text = json.dumps(files)
    assert other not in text and session not in text
    for table, names in WITHHELD.items():
        assert all(set(names).isdisjoint(row) for row in files[f"tables/{table}.json"])


def test_every_sealed_column_is_known_to_be_sealed(settings: Settings, store: Store) -> None:
    fill(store, settings)
    database = Database.of(settings)
    found = set()
    with database.read() as db:
        for table in in_order():
            for row in db.execute(select(table)).mappings():
                found |= {
                    (table.name, name)
                    for name, value in row.items()
                    if isinstance(value, str) and value.startswith("gAAAA")
                }
    database.close()
    named = {(table, name) for table, names in SEALED.items() for name in names}
    assert found == named - {("reply", "payload")}, "the test patient presses no button"


async def test_it_is_fetched_over_http(client: StoreClient) -> None:
    patient = (await client.invite()).patient
    files = unpacked(await client.download(patient))
    assert files["tables/patient.json"][0]["patient"] == patient
    with pytest.raises(NotFound, match="no such patient"):
        await client.download("p-nobody")
