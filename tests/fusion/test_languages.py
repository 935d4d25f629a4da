"""The language that a patient chose is theirs, in every session, until they choose another."""

from __future__ import annotations

import pytest

from contract.client import StoreClient
from contract.errors import BadMessage, NotFound


async def test_an_invite_may_come_with_a_language(client: StoreClient) -> None:
    invite = await client.invite("ro")
    assert invite.language == "ro"
    assert (await client.invited(invite.token)).language == "ro"
    assert (await client.invite_again(invite.patient)).language == "ro"
    assert (await client.open_session(invite.patient, "web")).language == "ro"


async def test_a_choice_holds_for_open_sessions_and_those_to_come(client: StoreClient) -> None:
    patient = (await client.invite()).patient
    session = await client.open_session(patient, "web")
    assert session.language is None
    await client.choose_language(patient, "el")
    assert (await client.session(session.session)).language == "el"
    assert (await client.conversation(session.session)).session.language == "el"
    assert (await client.open_session(patient, "telegram")).language == "el"
    await client.choose_language(patient, None)
    assert (await client.session(session.session)).language is None


async def test_only_languages_with_texts_and_patients_there_are(client: StoreClient) -> None:
    patient = (await client.invite()).patient
    with pytest.raises(BadMessage, match="Known: en, el, it, ro"):
        await client.choose_language(patient, "pt")
    with pytest.raises(BadMessage):
        await client.invite("xx")
    with pytest.raises(NotFound):
        await client.choose_language("p-nobody", "it")
