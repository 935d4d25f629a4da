"""One place for one thing: a newer frame takes the place of the older, which is counted."""

from __future__ import annotations

import asyncio
from typing import Generic, TypeVar

T = TypeVar("T")


class Newest(Generic[T]):
    """Holds the newest thing put into it until it is taken; never more than one."""

    def __init__(self) -> None:
        self._item: T | None = None
        self._there = asyncio.Event()
        self._dropped = 0

    def put(self, item: T) -> None:
        """Take the place of whatever waits there."""
        if self._item is not None:
            self._dropped += 1
        self._item = item
        self._there.set()

    async def there(self) -> None:
        """Wait until there is something to take."""
        while self._item is None:
            self._there.clear()
            await self._there.wait()

    def take(self) -> T:
        """The newest thing; LookupError when there is nothing."""
        if self._item is None:
            raise LookupError("Nothing is there to take.")
        item, self._item = self._item, None
        return item

    def take_dropped(self) -> int:
        """How many gave way since this was last asked."""
        dropped, self._dropped = self._dropped, 0
        return dropped
