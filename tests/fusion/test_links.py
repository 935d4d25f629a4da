"""Patients' links: listed without their token, revoked with the chats they connected."""

from __future__ import annotations

import pytest

from contract.errors import NotFound
from contract.messages.overview import PAGE
from fusion.store import Store
from tests.fusion.conftest import AT


def test_a_revoked_link_opens_nothing_and_the_others_stay(store: Store) -> None:
    first = store.accounts.invite("main", "A. Nurse", AT)
    second = store.accounts.invite_again(first.patient, "B. Nurse", AT + 1)
    latest, earlier = store.accounts.links(first.patient)
    assert (latest.by, earlier.by) == ("B. Nurse", "A. Nurse")
    assert first.token not in str(earlier) and earlier.link not in first.token
    store.accounts.revoke(first.patient, earlier.link, AT + 2)
    store.accounts.revoke(first.patient, earlier.link, AT + 3)
    with pytest.raises(NotFound):
        store.invited(first.token)
    assert store.invited(second.token).patient == first.patient
    assert [one.revoked for one in store.accounts.links(first.patient)] == [None, AT + 2]


def test_the_chat_goes_with_the_link_that_connected_it(store: Store) -> None:
    web = store.accounts.invite("main", "", AT)
    phone = store.accounts.invite_again(web.patient, "", AT + 1)
    store.chats.bind(phone.token, "telegram", "777", AT + 2)
    chats = {one.link: one.chat for one in store.accounts.links(web.patient)}
    assert sorted(chats.values()) == [False, True]
    with_chat, without = sorted(chats, key=lambda link: not chats[link])
    store.accounts.revoke(web.patient, without, AT + 3)
    assert store.chats.one("telegram", "777").patient == web.patient
    store.accounts.revoke(web.patient, with_chat, AT + 4)
    with pytest.raises(NotFound):
        store.chats.one("telegram", "777")
    with pytest.raises(NotFound):
        store.chats.bind(phone.token, "telegram", "777", AT + 5)


def test_a_link_is_revoked_at_its_own_patient_only(store: Store) -> None:
    mine, other = store.accounts.invite("main", "", AT), store.accounts.invite("main", "", AT)
    (link,) = store.accounts.links(mine.patient)
    for patient, name in ((other.patient, link.link), (mine.patient, "%" * 16), (mine.patient, "")):
        with pytest.raises(NotFound):
            store.accounts.revoke(patient, name, AT)
    assert store.invited(mine.token) == mine


def test_patients_are_their_clinics(store: Store) -> None:
    other = store.accounts.add_clinic("Ward 3", AT).clinic
    mine, theirs = store.accounts.invite("main", "", AT), store.accounts.invite(other, "", AT)
    store.open_session(mine.patient, "web", AT + 10)
    (line,), _ = store.accounts.patients("main")
    assert (line.patient, line.sessions, line.last, line.links) == (mine.patient, 1, AT + 10, 1)
    assert [one.patient for one in store.accounts.patients(other)[0]] == [theirs.patient]
    with pytest.raises(NotFound):
        store.accounts.invite("c-none", "", AT)


def test_the_list_comes_in_pages_and_finds_a_part_of_an_id(store: Store) -> None:
    made = [store.invite(AT + number).patient for number in range(PAGE + 2)]
    first, count = store.accounts.patients("main")
    rest, _ = store.accounts.patients("main", page=2)
    assert count == PAGE + 2
    assert [one.patient for one in (*first, *rest)] == made[::-1] and len(first) == PAGE
    (line,), one = store.accounts.patients("main", made[3][3:])
    assert (line.patient, one) == (made[3], 1)
    assert store.accounts.patients("main", "100%") == ([], 0)
