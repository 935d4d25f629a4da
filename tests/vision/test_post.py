"""Windows of many cameras go to the store in few requests; each camera hears of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer, unused_port

from contract.client import StoreClient
from contract.errors import NoConsent, Unavailable
from contract.messages import FaceWindow
from contract.settings import Settings, load_settings
from service.app import build
from tests.vision.cameras import session
from vision.post import MOST, Post


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    port = str(unused_port())
    return load_settings(
        {"VULTUS_DATA": str(tmp_path / "data"), "VULTUS_PARTS": "fusion", "VULTUS_PORT": port}
    )


@pytest.fixture
async def store(settings: Settings) -> AsyncIterator[StoreClient]:
    async with (
        TestServer(build(settings), port=settings.port),
        StoreClient.of(settings) as client,
    ):
        yield client


def _windows(session: str, count: int) -> list[FaceWindow]:
    now = time.time()
    return [
        FaceWindow(session, now + k, now + k + 1, frames=5, faces=0, reason="no face")
        for k in range(count)
    ]


async def _stored(store: StoreClient, session: str) -> int:
    return len((await store.record(session)).windows)


async def test_each_camera_hears_of_its_own_windows(store: StoreClient) -> None:
    willing, unwilling = (
        (await session(store)).session,
        (await session(store, camera=False)).session,
    )
    post = Post(store)
    good, refused, again = await asyncio.gather(
        post.send(_windows(willing, 2)), post.send(_windows(unwilling, 1)), post.send([])
    )
    assert (good, again) == ([], [])
    assert [type(one) for one in refused] == [NoConsent]
    assert await _stored(store, willing) == 2
    assert await _stored(store, unwilling) == 0


async def test_more_windows_than_one_request_takes_all_arrive(store: StoreClient) -> None:
    who = (await session(store)).session
    post = Post(store)
    sendings = [post.send(_windows(who, MOST - 1)), post.send(_windows(who, 3))]
    assert await asyncio.gather(*sendings) == [[], []]
    assert await _stored(store, who) == MOST + 2


async def test_one_window_that_cannot_be_read_does_not_take_the_others_with_it(
    store: StoreClient,
) -> None:
    who = (await session(store)).session
    post = Post(store)
    broken = FaceWindow(who, 1.0, 2.0, frames="many", faces=0)  # type: ignore[arg-type]
    good, bad = await asyncio.gather(post.send(_windows(who, 1)), post.send([broken]))
    assert good == [] and [one.code for one in bad] == ["bad_message"]
    assert await _stored(store, who) == 1


async def test_a_store_that_is_down_is_said_to_every_sender(settings: Settings) -> None:
    async with StoreClient.of(settings) as store:
        post = Post(store)
        sent = [post.send(_windows("nobody", 1)) for _ in range(2)]
        said = await asyncio.gather(*sent, return_exceptions=True)
    assert [type(one) for one in said] == [Unavailable, Unavailable]
