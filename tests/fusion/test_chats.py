"""Chats of patients: bound by an invite, found by their address, unreadable in the file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.client import StoreClient
from contract.errors import BadMessage, NotFound
from contract.messages import Shown
from contract.settings import Settings
from tests.fusion.databases import sqlite_file

AT = 1_800_000_000.0
CHAT = "5550001234"


async def test_an_invite_binds_a_chat_to_its_patient(client: StoreClient) -> None:
    invite = await client.invite()
    bound = await client.bind_chat(invite.token, "telegram", CHAT)
    assert (bound.patient, bound.address, bound.session) == (invite.patient, CHAT, None)
    opened = await client.open_session(invite.patient, "telegram")
    assert await client.chat("telegram", CHAT) == replace(bound, session=opened)
    assert await client.bind_chat(invite.token, "telegram", CHAT) == replace(bound, session=opened)


async def test_the_sessions_of_other_channels_are_not_the_chats(client: StoreClient) -> None:
    invite = await client.invite()
    await client.open_session(invite.patient, "web")
    assert (await client.bind_chat(invite.token, "telegram", CHAT)).session is None


async def test_the_latest_binding_counts_for_the_patient_and_for_the_chat(
    client: StoreClient,
) -> None:
    first, second = await client.invite(), await client.invite()
    await client.bind_chat(first.token, "telegram", CHAT)
    await client.bind_chat(first.token, "telegram", "other")
    with pytest.raises(NotFound):
        await client.chat("telegram", CHAT)
    await client.bind_chat(second.token, "telegram", "other")
    assert [chat.patient for chat in await client.chats("telegram")] == [second.patient]


async def test_an_unknown_invite_or_a_strange_address_binds_nothing(client: StoreClient) -> None:
    with pytest.raises(NotFound):
        await client.bind_chat("guess", "telegram", CHAT)
    token = (await client.invite()).token
    for address in ("", "x" * 101, "a\nb"):
        with pytest.raises(BadMessage):
            await client.bind_chat(token, "telegram", address)
    assert await client.chats("telegram") == ()


async def test_updates_that_were_dealt_with_are_remembered_the_latest_hundred(
    client: StoreClient,
) -> None:
    invite = await client.invite()
    bound = await client.bind_chat(invite.token, "telegram", CHAT)
    for number in (7, 3, 7):  # a webhook does not keep their order
        had = await client.take_updates(replace(bound, taken=(number,)))
    assert had.taken == (3, 7)
    await client.take_updates(replace(bound, taken=tuple(range(100, 199))))
    again = await client.bind_chat(invite.token, "telegram", CHAT)
    assert (len(again.taken), again.taken[0]) == (100, 7)
    with pytest.raises(NotFound):
        await client.take_updates(replace(bound, address="nobody's", taken=(1,)))


async def test_a_blocked_chat_is_left_out_until_it_is_bound_again(client: StoreClient) -> None:
    token = (await client.invite()).token
    bound = await client.bind_chat(token, "telegram", CHAT)
    assert (await client.block_chat(replace(bound, blocked=AT))).blocked == AT
    assert await client.chats("telegram") == ()
    assert (await client.bind_chat(token, "telegram", CHAT)).blocked is None


async def test_what_was_shown_is_kept_once_and_stands_in_the_record(client: StoreClient) -> None:
    session = (await client.open_session((await client.invite()).patient, "telegram")).session
    shown = Shown(session, "bot:start", AT, "17")
    assert (await client.post(shown)).created
    assert not (await client.post(replace(shown, at=AT + 1, place="18"))).created
    assert (await client.conversation(session)).shown == (shown,)


async def test_a_further_link_leads_to_the_same_patient(client: StoreClient) -> None:
    invite = await client.invite()
    again = await client.invite_again(invite.patient)
    assert again.token != invite.token
    for token in (invite.token, again.token):
        assert (await client.invited(token)).patient == invite.patient
    with pytest.raises(NotFound):
        await client.invite_again("nobody")


async def test_a_copy_of_the_database_names_no_chat(
    client: StoreClient, settings: Settings
) -> None:
    await client.bind_chat((await client.invite()).token, "telegram", CHAT)
    sqlite_file(settings)
    raw = b"".join(file.read_bytes() for file in settings.data.glob("vultus.db*"))
    assert b"telegram" in raw
    assert CHAT.encode() not in raw
