"""Newest frame wins: one place, and what gave way is counted."""

from __future__ import annotations

import asyncio

from vision.newest import Newest


async def test_newest_is_taken_and_older_ones_are_counted() -> None:
    newest = Newest[int]()
    for number in range(4):
        newest.put(number)
    assert await newest.take() == 3
    assert newest.take_dropped() == 3
    assert newest.take_dropped() == 0


async def test_taking_waits_for_something() -> None:
    newest = Newest[int]()
    taking = asyncio.create_task(newest.take())
    await asyncio.sleep(0)
    assert not taking.done()
    newest.put(7)
    assert await taking == 7
    assert newest.take_dropped() == 0
