"""Windows wait for a store that is down, at most two minutes of them, and numbers only."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from aiohttp.test_utils import TestServer, unused_port

from contract.client import StoreClient
from contract.messages import FaceWindow
from contract.settings import Settings, load_settings
from service.app import build
from tests.vision.cameras import session, until
from vision.outbox import MOST_WAITING, Outbox
from vision.post import Post


def _settings(data: Path) -> Settings:
    port = str(unused_port())
    return load_settings({"VULTUS_DATA": str(data), "VULTUS_PARTS": "fusion", "VULTUS_PORT": port})


async def _sent(outbox: Outbox) -> None:
    async def idle() -> bool:
        return outbox.idle

    await until(idle)


async def _busy(outbox: Outbox) -> bool:
    return not outbox.idle


def _window(session: str, start: float) -> FaceWindow:
    return FaceWindow(session, start, start + 1, frames=5, faces=0, reason="no face")


async def test_windows_get_through_when_the_store_is_back(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    async with StoreClient.of(settings) as store:
        async with TestServer(build(settings), port=settings.port):
            who = (await session(store)).session
        outbox, now = Outbox(Post(store), who), time.time()
        for second in range(MOST_WAITING + 30):
            outbox.put(_window(who, now + second))
        await asyncio.sleep(0.2)
        assert await _busy(outbox)
        async with TestServer(build(settings), port=settings.port):
            await _sent(outbox)
            starts = [window.start for window in (await store.record(who)).windows]
    assert starts == [now + second for second in range(30, MOST_WAITING + 30)]


async def test_refused_window_ends_the_camera(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    async with (
        StoreClient.of(settings) as store,
        TestServer(build(settings), port=settings.port),
    ):
        who = (await session(store, camera=False)).session
        outbox = Outbox(Post(store), who)
        for second in range(3):
            outbox.put(_window(who, time.time() + second))
        await asyncio.wait_for(outbox.refused.wait(), 60)
        outbox.put(_window(who, time.time()))
        assert outbox.idle
        assert (await store.record(who)).windows == ()


async def test_window_the_store_cannot_take_does_not_hold_up_the_next(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    async with (
        StoreClient.of(settings) as store,
        TestServer(build(settings), port=settings.port),
    ):
        who, now = (await session(store)).session, time.time()
        outbox = Outbox(Post(store), who)
        outbox.put(FaceWindow(who, now, now - 5, frames=5, faces=0))
        outbox.put(_window(who, now))
        await _sent(outbox)
        assert [window.start for window in (await store.record(who)).windows] == [now]
