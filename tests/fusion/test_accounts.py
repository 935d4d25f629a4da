"""Staff in the store: passwords as argon2 only, lock-out, epochs, one administrator at least."""

from __future__ import annotations

import asyncio

import pytest

from contract.clinic_client import ClinicClient
from contract.errors import BadMessage, Conflict, NotAllowed, NotFound
from contract.messages import Staff
from contract.secret import part_secret
from contract.settings import Settings
from fusion import accounts, passwords
from fusion.accounts import LOCK_S, TRIES, Attempt
from fusion.store import Store
from tests.fusion.conftest import AT
from tests.fusion.databases import sqlite_file

PASSWORD = "seven calm herons by the pond"
HASH = passwords.hashed(PASSWORD)


@pytest.fixture
def nurse(store: Store) -> Staff:
    """A nurse of the first clinic, with a password."""
    made = store.accounts.add_staff("main", "a.nurse", "A. Nurse", "nurse", AT)
    return store.accounts.set_password(made.staff, HASH)


def attempt(store: Store, password: str, at: float = AT, login: str = "a.nurse") -> Staff:
    counted = store.accounts.begin(login, at)
    right = passwords.matches(password, counted.kept)
    return store.accounts.finish(counted, right, None, at)


def test_the_right_password_signs_in_whatever_the_letters_case(store: Store, nurse: Staff) -> None:
    assert attempt(store, PASSWORD, login=" A.Nurse ") == nurse
    assert (nurse.password, nurse.role, nurse.epoch) == (True, "nurse", 1)


def test_a_password_is_kept_as_argon2id_alone(
    store: Store, nurse: Staff, settings: Settings
) -> None:
    file = sqlite_file(settings)
    held = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert b"$argon2id$" in held and PASSWORD.encode() not in held


@pytest.mark.parametrize("login", ["a.nurse", "nobody", "no\0body", ""])
def test_a_wrong_password_and_an_unknown_name_say_the_same(
    store: Store, nurse: Staff, login: str
) -> None:
    with pytest.raises(NotAllowed, match="do not open an account"):
        attempt(store, "wrong password", login=login)


def test_after_five_wrong_passwords_the_right_one_waits_fifteen_minutes(
    store: Store, nurse: Staff
) -> None:
    for _ in range(TRIES):
        with pytest.raises(NotAllowed):
            attempt(store, "wrong password")
    with pytest.raises(NotAllowed):
        attempt(store, PASSWORD, AT + LOCK_S - 1)
    assert attempt(store, PASSWORD, AT + LOCK_S + 1).locked_until is None
    lines, _ = store.accounts.audit("main", None, None)
    assert [(one.what, one.note) for one in reversed(lines)] == [
        *[("sign-in refused", "")] * (TRIES - 1),
        ("sign-in refused", "locked for 15 minutes"),
        ("sign-in refused", "locked"),
        ("signed in", ""),
    ]


def test_tries_at_the_same_time_are_counted_before_any_is_looked_at(
    store: Store, nurse: Staff
) -> None:
    begun = [store.accounts.begin("a.nurse", AT) for _ in range(TRIES + 3)]
    assert begun[TRIES:] == [Attempt(None, None)] * 3


def test_a_disabled_person_and_one_without_a_password_do_not_sign_in(
    store: Store, nurse: Staff
) -> None:
    store.accounts.add_staff("main", "new", "New Person", "clinician", AT)
    store.accounts.change_staff(nurse.staff, None, True, AT)
    for login in ("a.nurse", "new"):
        with pytest.raises(NotAllowed):
            attempt(store, PASSWORD, login=login)


def test_role_password_and_sign_out_end_every_sign_in(store: Store, nurse: Staff) -> None:
    changed = store.accounts.change_staff(nurse.staff, "clinician", None, AT)
    out = store.accounts.sign_out_everywhere(nurse.staff)
    renewed = store.accounts.set_password(nurse.staff, HASH)
    assert nurse.epoch < changed.epoch < out.epoch < renewed.epoch
    assert renewed.role == "clinician"


def test_the_last_administrator_stays(store: Store) -> None:
    store.accounts.demo_staff(AT)
    first = store.accounts.add_staff("main", "one", "One", "administrator", AT)
    for role, disabled in (("nurse", None), (None, True)):
        with pytest.raises(Conflict, match="only administrator"):
            store.accounts.change_staff(first.staff, role, disabled, AT)  # type: ignore[arg-type]
    store.accounts.add_staff("main", "two", "Two", "administrator", AT)
    assert store.accounts.change_staff(first.staff, "nurse", None, AT).role == "nurse"


def test_the_demos_administrator_is_made_once_and_has_no_password(store: Store) -> None:
    made = store.accounts.demo_staff(AT)
    assert store.accounts.demo_staff(AT + 1) == made
    assert (made.password, made.clinic, made.role) == (False, "main", "administrator")
    assert [one.name for one in store.accounts.clinics()] == ["Demo clinic"]
    assert store.accounts.begin(made.login, AT) == Attempt(None, None)


@pytest.mark.parametrize("login", ["A.Nurse", "a nurse", "x", "-nurse", "a\nb", "é.nurse"])
def test_a_sign_in_name_has_a_plain_form(store: Store, login: str) -> None:
    with pytest.raises(BadMessage, match="sign-in name"):
        store.accounts.add_staff("main", login, "A. Nurse", "nurse", AT)


def test_names_are_nobody_elses(store: Store, nurse: Staff) -> None:
    with pytest.raises(Conflict):
        store.accounts.add_staff("main", "a.nurse", "Another", "nurse", AT)
    store.accounts.add_clinic("Ward 3", AT)
    with pytest.raises(Conflict):
        store.accounts.add_clinic(" Ward  3 ", AT)
    with pytest.raises(NotFound):
        store.accounts.add_staff("c-none", "b.nurse", "B. Nurse", "nurse", AT)


@pytest.mark.parametrize("password", ["short", "x" * 201, "aaaaaaaaaaaaaaaa", "A.Nurse At Home"])
def test_an_easy_password_is_refused(password: str) -> None:
    with pytest.raises(BadMessage):
        passwords.check_new(password, "a.nurse", "a.nurse at home")
    passwords.check_new(PASSWORD, "a.nurse", "A. Nurse")


async def test_sign_in_over_http_and_patients_replies_do_not_wait_for_it(
    client: object, settings: Settings
) -> None:
    url = client._url  # type: ignore[attr-defined]
    async with ClinicClient(url, part_secret(settings)) as store:
        made = await store.add_staff("main", "a.nurse", "A. Nurse", "nurse")
        await store.set_password(made.staff, PASSWORD)
        waiting = [asyncio.create_task(store.sign_in("a.nurse", PASSWORD)) for _ in range(4)]
        await asyncio.sleep(0)
        invite = await store.invite()
        await store.open_session(invite.patient, "web")
        assert not all(task.done() for task in waiting)
        assert {(await task).staff for task in waiting} == {made.staff}
        with pytest.raises(NotAllowed):
            await store.sign_in("a.nurse", "wrong password")
        assert [one.login for one in await store.staff("main")] == ["a.nurse"]


def test_accounts_knows_every_field_of_staff() -> None:
    assert set(accounts._STAFF) | {"password"} == set(Staff.__dataclass_fields__)
