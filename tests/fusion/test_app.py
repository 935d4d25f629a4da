"""Every call of the store, through the real service and the real client."""

from __future__ import annotations

import aiohttp
import pytest

from contract.client import StoreClient
from contract.errors import BadMessage, Conflict, NoConsent, NotFound, TooLarge
from contract.messages import (
    Answer,
    BotTurn,
    Bubble,
    Button,
    Consent,
    FaceWindow,
    Movement,
    Reply,
    ReplyScore,
    Start,
)
from contract.settings import Settings

AT = 1_800_000_000.0


async def open_session(client: StoreClient) -> tuple[str, str]:
    invite = await client.invite()
    return (await client.open_session(invite.patient, "web")).session, invite.patient


async def test_a_link_leads_to_its_patient_and_to_one_open_session(client: StoreClient) -> None:
    invite = await client.invite()
    assert await client.invited(invite.token) == invite
    first = await client.open_session(invite.patient, "web")
    assert await client.open_session(invite.patient, "web") == first
    assert await client.session(first.session) == first


async def test_an_unknown_link_session_or_patient_is_not_found(client: StoreClient) -> None:
    with pytest.raises(NotFound):
        await client.invited("guess")
    with pytest.raises(NotFound):
        await client.open_session("nobody", "web")
    for call in (client.record("none"), client.session("none"), client.consented("none", "text")):
        with pytest.raises(NotFound):
            await call
    with pytest.raises(NotFound):
        await client.post(Reply("none", "m1", AT, "hello"))
    with pytest.raises(NotFound):
        await client.close_session("none", "stopped", AT)


async def test_the_record_gives_every_message_back_as_it_was_posted(client: StoreClient) -> None:
    session, patient = await open_session(client)
    bubble = Bubble("How?", "phq9_1", "choice", (Button("Not at all", "/answer"),), progress="1")
    window = FaceWindow(
        session, AT, AT + 1, 5, 4, (0.1, 0.7, 0.1, 0.1), {"neutral": 1.0},
        Movement({"jaw": (0.1, 0.2)}, 0.3, 0.8), 0.9, (1.0, 2.0, 3.0), 0.5, "face 1", 1, None, 0.25,
        {"light": 0.9, "usable": 0.8},
    )  # fmt: skip
    messages = (
        Consent(session, patient, "text", "1", True, AT),
        Consent(session, patient, "camera", "1", True, AT + 1),
        Start(session, "phq9", "1", AT, "m1"),
        Reply(session, "m1", AT, "so so", "phq9_1", AT - 3, typing=((AT - 2, AT - 1),)),
        BotTurn(session, "m1", AT, (bubble,)),
        Answer(session, "phq9", "1", "phq9_1", 2, AT, "m1"),
        window,
        ReplyScore(session, "m1", AT, (0.7, 0.1, 0.1, 0.1), 3, "text 1"),
    )
    for message in messages:
        assert (await client.post(message)).created
        assert not (await client.post(message)).created
    record = await client.record(session)
    assert (*record.consents, *record.starts, *record.replies, *record.bot_turns) == messages[:5]
    assert (*record.answers, *record.windows, *record.scores) == messages[5:]
    (summary,) = await client.summaries()
    assert (summary.session, summary.questionnaires, summary.alerts) == (
        record.session, ("phq9",), 0,
    )  # fmt: skip


async def test_a_reply_id_with_other_words_is_a_conflict(client: StoreClient) -> None:
    session, _ = await open_session(client)
    await client.post(Reply(session, "m1", AT, "first words"))
    with pytest.raises(Conflict, match="m1"):
        await client.post(Reply(session, "m1", AT, "other words"))
    assert (await client.reply(session, "m1")).text == "first words"
    with pytest.raises(NotFound):
        await client.reply(session, "m2")


async def test_bad_replies_are_refused_by_name_and_store_nothing(client: StoreClient) -> None:
    session, _ = await open_session(client)
    with pytest.raises(TooLarge, match="5,000"):
        await client.post(Reply(session, "m1", AT, "x" * 100_000))
    for empty in ("", " \n\t", "\x00\x07\x9f", "\u200b"):
        with pytest.raises(BadMessage, match="empty"):
            await client.post(Reply(session, "m1", AT, empty))
    with pytest.raises(BadMessage, match=r"Reply\.message"):
        await client.post(Reply(session, "m\x00", AT, "hello"))
    assert (await client.record(session)).replies == ()


async def test_controls_are_dropped_and_every_script_is_kept(client: StoreClient) -> None:
    session, _ = await open_session(client)
    kept = "שלום عليكم \U0001f469\u200d\U0001f4bb\nsecond\tline"
    await client.post(Reply(session, "m1", AT, f"\x00\x1b{kept}\ud800\r\n"))
    assert (await client.reply(session, "m1")).text == kept + "?"


async def test_without_camera_consent_no_window_is_stored(client: StoreClient) -> None:
    session, patient = await open_session(client)
    window = FaceWindow(session, AT, AT + 1, 5, 0)
    with pytest.raises(NoConsent):
        await client.post(window)
    await client.post(Consent(session, patient, "camera", "1", True, AT))
    assert (await client.post(window)).created
    await client.post(Consent(session, patient, "camera", "1", False, AT + 2))
    with pytest.raises(NoConsent):
        await client.post(window)
    assert (await client.record(session)).windows == ()
    assert not await client.consented(session, "camera")


async def test_malformed_json_and_kinds_get_a_clear_error(
    client: StoreClient, settings: Settings
) -> None:
    url, headers = client._url, dict(client._http.headers)
    async with aiohttp.ClientSession(headers=headers) as http:
        for body, text in (
            (b"{", "JSON"),
            (b"\xff", "JSON"),
            (b"[" * 100_000, "JSON"),
            (b"[]", "kind must be one of"),
            (b'{"kind": "Record"}', "Record.session is missing"),
            (b'{"kind": "Invite", "token": "t", "patient": "p"}', "kind must be one of"),
        ):
            async with http.post(f"{url}/internal/messages", data=body) as answer:
                assert answer.status == 400
                assert text in (await answer.json())["error"]["text"]
        async with http.get(f"{url}/internal/replies/unscored?limit=-1") as answer:
            assert answer.status == 400


async def test_a_stopped_session_goes_on_with_a_reply_and_a_complete_one_does_not(
    client: StoreClient,
) -> None:
    session, patient = await open_session(client)
    closed = await client.close_session(session, "stopped", AT)
    assert (closed.closed, closed.reason) == (AT, "stopped")
    await client.post(Reply(session, "m1", AT + 1, "I am back"))
    assert (await client.session(session)).closed is None
    await client.close_session(session, "completed", AT + 2)
    with pytest.raises(Conflict, match="open the link again"):
        await client.post(Reply(session, "m2", AT + 3, "one more"))
    assert not (await client.post(Reply(session, "m1", AT + 1, "I am back"))).created
    assert (await client.open_session(patient, "web")).session != session
