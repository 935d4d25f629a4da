"""The key is changed by one command, beside what runs; cut off at any moment nothing is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from contract.errors import BadSetting
from contract.messages import AlertStep, Reply
from contract.settings import Settings
from contract.text_keys import FORMER, TextKeys
from fusion.cipher import Cipher
from fusion.database import Database
from fusion.holdings import SEALED
from fusion.rotation import Rotation
from fusion.store import Store
from fusion.trackers import Trackers
from tests.fusion.everything import AT, OUTCOME, WORDS, change, direct, fill


class CutOff(Exception):
    """Stands for a killed process or a power cut."""


def rotate(settings: Settings) -> dict[str, int]:
    rotation = Rotation.of(settings)
    try:
        return rotation.run(lambda _table, _count: None, settle_s=0).counts
    finally:
        rotation.close()


def sealed(settings: Settings) -> list[str]:
    """Every sealed value there is, Rasa's too."""
    found = []
    with direct(settings) as raw:
        for table, names in SEALED.items():
            for name in names:
                query = f"SELECT {name} FROM {table} WHERE {name} IS NOT NULL AND {name} != ''"
                found += [value for (value,) in raw.execute(text(query))]
    with closing(sqlite3.connect(settings.data / "rasa.db")) as raw:
        found += [value for (value,) in raw.execute("SELECT data FROM events")]
    return found


def opens(key: bytes, values: list[str]) -> int:
    """How many of them the key opens."""
    count = 0
    for value in values:
        try:
            Fernet(key).decrypt(value.encode())
        except InvalidToken:
            continue
        count += 1
    return count


def test_after_a_rotation_everything_has_the_new_key_and_nothing_the_old_one(
    settings: Settings, store: Store
) -> None:
    patient, session = fill(store, settings)
    before = store.record(session)
    (old,) = TextKeys(settings).now()
    counts = rotate(settings)
    (new,) = TextKeys(settings).now()
    values = sealed(settings)
    assert new != old and opens(old, values) == 0 and opens(new, values) == len(values)
    assert sum(counts.values()) == len(values)
    assert (settings.data / FORMER).read_bytes() == old
    assert store.record(session) == before, "the store that runs takes the new key up by itself"
    assert store.chats.one("telegram", f"chat of {patient}").patient == patient
    assert OUTCOME in {step.note for step in store.record(session).cases[0].steps}
    assert Trackers.of(settings).events([session], Cipher.of(settings))[0]["event"] == {
        "text": WORDS
    }


def test_a_store_that_runs_goes_on_writing_and_reading(settings: Settings, store: Store) -> None:
    _, session = fill(store, settings)
    TextKeys(settings).add(Fernet.generate_key())
    store.put(Reply(session, "later", AT + 100, "I want to die"))
    rotate(settings)
    again = Store.of(settings)
    assert again.record(session).replies[-1].text == "I want to die"
    again.close()


@pytest.mark.parametrize("step", range(6))
def test_cut_off_anywhere_nothing_is_lost_and_the_next_one_finishes(
    settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    _, session = fill(store, settings)
    before = store.record(session)
    (old,) = TextKeys(settings).now()
    cuts = ["add", "_renew", "_renew_chats", "_renew_trackers", "retire", "_finish"]
    where = TextKeys if cuts[step] in ("add", "retire") else Rotation
    whole = getattr(where, cuts[step])

    def cut(*given: object) -> None:
        if cuts[step] != "retire":
            whole(*given)  # cut off right after it
        raise CutOff

    with monkeypatch.context() as broken:
        broken.setattr(where, cuts[step], cut)
        with pytest.raises(CutOff):
            rotate(settings)
    restarted = Store.of(settings)
    assert restarted.record(session) == before
    rotate(settings)
    assert restarted.record(session) == before
    restarted.close()
    values, keys = sealed(settings), TextKeys(settings).now()
    assert len(keys) == 1 and opens(keys[0], values) == len(values) and opens(old, values) == 0


def test_keys_of_the_settings_are_sealed_with_the_first_and_left_alone(
    settings: Settings, store: Store
) -> None:
    _, session = fill(store, settings)
    (old,) = TextKeys(settings).now()
    new = Fernet.generate_key()
    given = replace(settings, key=f"{new.decode()},{old.decode()}")
    rotate(given)
    values = sealed(settings)
    assert opens(new, values) == len(values)
    alone = Store.of(replace(settings, key=new.decode()))
    assert alone.record(session).replies[0].text == WORDS
    alone.close()
    with pytest.raises(BadSetting, match="another key"):
        Store.of(replace(settings, key=old.decode()))


def test_what_no_key_opens_stops_it_before_a_key_is_given_up(
    settings: Settings, store: Store
) -> None:
    fill(store, settings)
    stranger = Fernet.generate_key().decode()
    foreign = Fernet(stranger).encrypt(b'"x"').decode()
    change(settings, f"UPDATE reply SET text = '{foreign}' WHERE message = 'm1'")
    keys = TextKeys(settings).now()
    with pytest.raises(BadSetting, match="another key"):
        rotate(settings)
    assert keys[0] in TextKeys(settings).now()


def test_an_outcome_can_be_sealed_anew_only_while_a_rotation_is_open(
    settings: Settings, store: Store
) -> None:
    fill(store, settings)
    update = "UPDATE alert_step SET {} WHERE note != ''"
    for _ in range(2):
        with pytest.raises(DBAPIError, match="append-only"):
            change(settings, update.format("note = 'x'"))
        rotate(settings)
    database = Database.of(settings)
    rotation = Rotation(database, Trackers.of(settings), TextKeys(settings))
    rotation._begin(AT)
    change(settings, update.format("note = 'x'"))
    for wrong in ("step = 'closed'", "at = 0", "by = 'x', note = 'x'"):
        with pytest.raises(DBAPIError, match="append-only"):
            change(settings, update.format(wrong))
    database.close()


def test_a_rotation_meets_writes_of_others(settings: Settings, store: Store) -> None:
    """A step added between two passes is sealed with whatever key the writer had."""
    _, session = fill(store, settings)
    number = store.record(session).cases[0].number
    (old,) = TextKeys(settings).now()
    late = Fernet(old).encrypt(b'"late"').decode()
    passes: list[dict[str, int]] = []
    whole = Rotation._pass

    def write_after(self: Rotation) -> dict[str, int]:
        done = whole(self)
        if not passes:
            change(
                settings,
                "INSERT INTO alert_step (alert, at, step, by, note) "
                f"VALUES ({number}, {AT}, 'delivered', 'x', '{late}')",
            )
        passes.append(done)
        return done

    Rotation._pass = write_after  # type: ignore[method-assign]
    try:
        rotate(settings)
    finally:
        Rotation._pass = whole  # type: ignore[method-assign]
    assert AlertStep(AT, "delivered", "x", "late") in store.alerts.one(number).steps
    assert len(passes) == 3, "everything, what came meanwhile, nothing any more"
