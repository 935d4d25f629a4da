"""Newest frame wins: one place, and what gave way is counted."""

from __future__ import annotations

import asyncio

import pytest

from vision.newest import Newest


async def test_newest_is_taken_and_older_ones_are_counted() -> None:
    newest = Newest[int]()
    for number in range(4):
        newest.put(number)
    assert newest.take() == 3
    assert newest.take_dropped() == 3
    assert newest.take_dropped() == 0


async def test_one_can_wait_until_something_is_there() -> None:
    newest = Newest[int]()
    with pytest.raises(LookupError):
        newest.take()
    waiting = asyncio.create_task(newest.there())
    await asyncio.sleep(0)
    assert not waiting.done()
    newest.put(7)
    await waiting
    assert newest.take() == 7
    assert newest.take_dropped() == 0
