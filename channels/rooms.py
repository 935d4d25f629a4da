"""Which pages show which session: several pages of one patient hear the same."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Any, Protocol


class Listener(Protocol):
    """A page that shows a session."""

    async def send(self, body: dict[str, Any]) -> None:
        """Send it; a page that has gone is no error."""


class Rooms:
    """The listeners of each session in this process."""

    def __init__(self) -> None:
        self._rooms: defaultdict[str, set[Listener]] = defaultdict(set)
        self._patients: dict[str, str] = {}

    def join(self, session: str, listener: Listener, patient: str) -> None:
        """From now on it hears what is said in that patient's session."""
        self._rooms[session].add(listener)
        self._patients[session] = patient

    def leave(self, session: str, listener: Listener) -> None:
        """It hears no more."""
        self._rooms[session].discard(listener)
        if not self._rooms[session]:
            del self._rooms[session], self._patients[session]

    def sessions_of(self, patient: str) -> tuple[str, ...]:
        """The patient's sessions that something shows: a page's, a chat's."""
        return tuple(session for session, whose in self._patients.items() if whose == patient)

    async def say(self, session: str, body: dict[str, Any], but: Listener | None = None) -> None:
        """Send it to every page of the session, except `but`."""
        listeners = [one for one in self._rooms.get(session, ()) if one is not but]
        await asyncio.gather(*(one.send(body) for one in listeners))
