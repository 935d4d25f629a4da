"""The camera socket of the real service: who gets in, what comes back, what is stored."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from contract.client import StoreClient
from contract.messages import REGIONS, FaceWindow
from contract.settings import Settings
from tests.vision.cameras import Page, message, session, until
from tests.vision.pictures import astronaut, jpeg, nobody, two_people

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASTRONAUT, NOBODY = jpeg(astronaut()), jpeg(nobody())


async def _windows(store: StoreClient, session: str, least: int = 1) -> tuple[FaceWindow, ...]:
    """The session's stored windows, as soon as there are so many."""
    while True:
        windows = (await store.record(session)).windows
        if len(windows) >= least:
            return windows
        await asyncio.sleep(0.05)


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def _film(page: Page, picture: bytes, frames: int = 4) -> dict[str, object]:
    """Show a picture for a moment; what the page is told of the window."""
    for _ in range(frames):
        await page.send(picture)
        await asyncio.sleep(0.2)
    return await page.told("window")


async def test_face_becomes_a_stored_window(
    http: ClientSession, url: str, store: StoreClient
) -> None:
    who = (await session(store)).session
    page = await Page.open(http, url, who)
    told = await _film(page, ASTRONAUT)
    assert set(told) == {"kind", "faces", "frames", "reason", "dropped", "ages_ms"}
    assert told["faces"] == told["frames"] and told["reason"] is None
    window = (await _windows(store, who))[0]
    assert window.mood is not None and window.faces > 0
    assert sum(window.mood) == pytest.approx(1)
    assert abs(window.start - time.time()) < 60
    await page.socket.close()


async def test_once_in_twenty_seconds_a_window_says_what_its_mood_rested_on(
    http: ClientSession, url: str, store: StoreClient
) -> None:
    who = (await session(store)).session
    page = await Page.open(http, url, who)
    now = time.time()
    for number in range(23):  # a second apart on the page's clock, however fast they are scored
        at = now - 23 + number + 0.001
        await page.socket.send_bytes(message(ASTRONAUT, at))
        if number:
            await page.told("window")
    windows = await _windows(store, who, least=22)
    looked_into = [window.start for window in windows if window.regions is not None]
    assert len(looked_into) == 2 and looked_into[1] - looked_into[0] > 19
    told = next(window.regions for window in windows if window.regions)
    assert tuple(told) == REGIONS and sum(told.values()) == pytest.approx(1)
    await page.socket.close()


async def test_the_page_is_told_how_old_each_scored_frame_was(
    http: ClientSession, url: str, store: StoreClient
) -> None:
    page = await Page.open(http, url, (await session(store)).session, ahead_s=3600)
    await page.socket.send_bytes(message(ASTRONAUT, time.time() + 3600 - 2))  # sent 2 s late
    told = await page.told("window")
    (age_ms,) = told["ages_ms"]
    assert told["frames"] == 1 and 2000 <= age_ms < 7000
    await page.socket.close()


async def test_no_face_and_several_faces_are_said_and_not_scored(
    http: ClientSession, url: str, store: StoreClient
) -> None:
    for picture, reason in ((NOBODY, "no face"), (jpeg(two_people()), "several faces")):
        who = (await session(store)).session
        page = await Page.open(http, url, who)
        assert (await _film(page, picture))["reason"] == reason
        (window, *_) = await _windows(store, who)
        assert (window.mood, window.faces, window.reason) == (None, 0, reason)
        await page.socket.close()


async def test_somebody_who_comes_into_the_picture_is_noticed_within_a_second(
    http: ClientSession, url: str, store: StoreClient
) -> None:
    who = (await session(store)).session
    page = await Page.open(http, url, who)
    now = time.time()
    pictures = [jpeg(two_people())] * 3
    for number, picture in enumerate([ASTRONAUT, ASTRONAUT, *pictures]):
        await page.socket.send_bytes(message(picture, now - 4.8 + 1.001 * number))
        if number:
            await page.told("window")
    reasons = [window.reason for window in await _windows(store, who, least=3)]
    assert (reasons[0], reasons[-1]) == (None, "several faces")  # frames between may give way
    await page.socket.close()


async def test_frames_are_dated_on_the_servers_clock(
    http: ClientSession, url: str, store: StoreClient
) -> None:
    who = (await session(store)).session
    page = await Page.open(http, url, who, ahead_s=3600)
    await _film(page, ASTRONAUT)
    (window, *_) = await _windows(store, who)
    assert abs(window.start - time.time()) < 60
    assert window.offset == pytest.approx(3600, abs=5)
    await page.socket.close()


async def test_newest_frame_wins_and_the_rest_are_counted(
    http: ClientSession, url: str, store: StoreClient
) -> None:
    who = (await session(store)).session
    page = await Page.open(http, url, who)
    for _ in range(60):
        await page.send(ASTRONAUT)
    await page.told("window")
    await page.socket.close()

    async def all_accounted_for() -> bool:
        return sum(w.frames + w.dropped for w in (await store.record(who)).windows) >= 60

    await until(all_accounted_for)
    windows = (await store.record(who)).windows
    assert sum(w.dropped for w in windows) > 0
    assert sum(w.frames + w.dropped for w in windows) == 60


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "bad_message"),
        (message(b"GIF89a, not a JPEG"), "bad_message"),
        (message(ASTRONAUT[:2000]), "bad_message"),
        (message(bytes(2_000_000)), "too_large"),
        (bytes(50_000_000), "too_large"),
        ("not JSON", "bad_message"),
        ('{"kind": "frame"}', "bad_message"),
        ('{"kind": "pong", "sent": "now", "page": 1}', "bad_message"),
    ],
    ids=["empty", "gif", "cut", "2MB", "50MB", "text", "kind", "pong"],
)
async def test_bad_input_is_named_and_the_socket_goes_on(
    http: ClientSession, url: str, store: StoreClient, sent: bytes | str, code: str
) -> None:
    page = await Page.open(http, url, (await session(store)).session)
    await (page.socket.send_str(sent) if isinstance(sent, str) else page.socket.send_bytes(sent))
    assert (await page.told("error"))["error"]["code"] == code
    assert (await _film(page, ASTRONAUT))["faces"] != 0
    await page.socket.close()


@pytest.mark.parametrize("camera", [False, None])
async def test_without_consent_there_is_no_camera(
    http: ClientSession, url: str, store: StoreClient, camera: bool | None
) -> None:
    who = (await session(store, camera)).session
    async with http.get(f"{url}/v1/sessions/{who}/frames") as answer:
        assert (answer.status, (await answer.json())["error"]["code"]) == (403, "no_consent")


async def test_unknown_session_is_refused(http: ClientSession, url: str) -> None:
    async with http.get(f"{url}/v1/sessions/nobody/frames") as answer:
        assert (answer.status, (await answer.json())["error"]["code"]) == (404, "not_found")


async def test_completed_session_takes_no_frames(
    http: ClientSession, url: str, store: StoreClient
) -> None:
    who = (await session(store)).session
    await store.close_session(who, "completed", time.time())
    async with http.get(f"{url}/v1/sessions/{who}/frames") as answer:
        assert (answer.status, (await answer.json())["error"]["code"]) == (409, "conflict")


async def test_only_our_own_page_may_open_the_camera(
    http: ClientSession, url: str, store: StoreClient
) -> None:
    who = (await session(store)).session
    address = f"{url}/v1/sessions/{who}/frames"
    with pytest.raises(WSServerHandshakeError) as refused:
        await http.ws_connect(address, origin="https://elsewhere.example")
    assert refused.value.status == 403
    socket = await http.ws_connect(address, origin=url)
    await socket.close()


async def test_withdrawal_stops_the_camera(
    http: ClientSession, url: str, store: StoreClient
) -> None:
    consent = await session(store)
    page = await Page.open(http, url, consent.session)
    await _film(page, ASTRONAUT)
    await _windows(store, consent.session)
    await store.post(replace(consent, given=False, at=time.time()))
    for _ in range(4):
        await page.send(ASTRONAUT)
    assert (await page.told("stopped"))["reason"] == "no_consent"
    assert await page.closed() == 1000
    assert (await store.record(consent.session)).windows == ()


async def test_newer_camera_of_a_session_takes_over(
    http: ClientSession, url: str, store: StoreClient
) -> None:
    who = (await session(store)).session
    older = await Page.open(http, url, who)
    newer = await Page.open(http, url, who)
    assert (await older.told("stopped"))["reason"] == "replaced"
    assert (await _film(newer, ASTRONAUT))["faces"] != 0
    await newer.socket.close()


async def test_what_was_scored_is_kept_when_the_page_goes(
    http: ClientSession, url: str, store: StoreClient
) -> None:
    who = (await session(store)).session
    page = await Page.open(http, url, who)
    await page.send(ASTRONAUT)
    await page.send(b"broken")  # answered after the first frame was taken over for scoring
    await page.told("error")
    await asyncio.sleep(0.5)
    await page.socket.close()
    assert (await _windows(store, who))[0].faces == 1


async def test_no_pixel_is_written_anywhere(
    http: ClientSession,
    url: str,
    store: StoreClient,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    who = (await session(store)).session
    page = await Page.open(http, url, who)
    await _film(page, ASTRONAUT)
    await page.socket.send_bytes(message(ASTRONAUT[:2000]))
    await page.told("error")
    await page.socket.close()
    await _windows(store, who)
    pieces = (b"\xff\xd8\xff", ASTRONAUT[300:332], ASTRONAUT[2000:2032])
    kept = await asyncio.to_thread(_contents, settings.data)
    assert "vultus.db" in kept
    for name, content in kept.items():
        assert not any(piece in content for piece in pieces), name
    for piece in pieces:
        assert piece.hex() not in caplog.text.replace("\\x", "")
