"""A backup is taken while the store runs, and put back without those who were erased since."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from contract.errors import BadMessage, BadSetting, NotFound
from contract.messages import AlertStep, Reply
from contract.settings import Settings
from fusion.backup import back_up, folder_of, put_back
from fusion.purge import DAY_S
from fusion.restoring import BY, settle
from fusion.store import Store
from tests.fusion.everything import AT, WORDS, fill


def test_what_is_put_back_is_what_was_there(settings: Settings, store: Store) -> None:
    _, session = fill(store, settings)
    before = store.record(session)
    made = back_up(settings, None, AT)
    assert made.parent == folder_of(settings) and stat.S_IMODE(made.stat().st_mode) == 0o600
    assert WORDS.encode() not in made.read_bytes()
    store.put(Reply(session, "later", AT + 300, "I want to die"))
    store.close()
    put_back(settings, made)
    assert settle(settings, AT + 400) == 0
    again = Store.of(settings)
    assert again.record(session) == before
    again.put(Reply(session, "after", AT + 500, "I want to die"))
    again.close()


def test_who_was_erased_since_is_erased_again(settings: Settings, store: Store) -> None:
    patient, session = fill(store, settings, handled=False)
    other, kept = fill(store, settings)
    made = back_up(settings, None, AT)
    (case,) = [one for one in store.alerts.open() if one.patient == patient]
    kinds = ("acknowledged", "contacted", "closed")
    steps = [AlertStep(AT, kind, "A. Nurse", "done") for kind in kinds]  # type: ignore[arg-type]
    store.alerts.add_steps(case.number, steps, None)
    store.rights.erase(patient, "B. Officer", AT + 100)
    store.close()
    put_back(settings, made)
    assert settle(settings, AT + 400) == 1
    again = Store.of(settings)
    with pytest.raises(NotFound):
        again.record(session)
    assert again.record(kept).session.patient == other
    assert again.alerts.open() == []
    assert [proof.by for proof in again.rights.proofs()] == [BY]
    again.close()
    assert patient.encode() not in (settings.data / "erased").read_bytes()


def test_a_damaged_or_foreign_file_changes_nothing(
    settings: Settings, store: Store, tmp_path: Path
) -> None:
    _, session = fill(store, settings)
    made = back_up(settings, tmp_path / "whole", AT)
    store.close()
    whole = made.read_bytes()
    for content in (whole[: len(whole) // 2], whole[:600], b"", b"a letter"):
        broken = tmp_path / "broken"
        broken.write_bytes(content)
        with pytest.raises((BadMessage, BadSetting)):
            put_back(settings, broken)
    with pytest.raises(BadMessage, match="cannot be read"):
        put_back(settings, tmp_path / "missing")
    again = Store.of(settings)
    assert again.record(session).replies
    again.close()


def test_a_backup_never_takes_the_place_of_another(settings: Settings, store: Store) -> None:
    made = back_up(settings, None, AT)
    with pytest.raises(BadMessage, match="exists already"):
        back_up(settings, made, AT + 1)
    assert [path.name for path in folder_of(settings).iterdir()] == [made.name]


def test_one_that_needs_another_key_is_named(settings: Settings, store: Store) -> None:
    fill(store, settings)
    made = back_up(settings, None, AT)
    store.close()
    put_back(settings, made)
    with pytest.raises(BadSetting, match="another key"):
        settle(replace(settings, key="A" * 43 + "="), AT)


def test_old_ones_are_deleted_in_their_folder_alone(
    settings: Settings, store: Store, tmp_path: Path
) -> None:
    made, elsewhere = back_up(settings, None, AT), back_up(settings, tmp_path / "vultus-own", AT)
    for path in (made, elsewhere):
        os.utime(path, (AT, AT))
    assert "backups" not in store.rights.purge(AT + 29 * DAY_S).rows
    assert store.rights.purge(AT + 31 * DAY_S).rows["backups"] == 1
    assert (made.exists(), elsewhere.exists()) == (False, True)
