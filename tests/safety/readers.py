"""The shipped second look, watched from outside: where it is asked, and made to take long."""

from __future__ import annotations

import asyncio
from threading import Event

from safety.second_look import Reader, SecondLook, shipped

LONGEST_S = 20.0


class Watched(Reader):
    """Remembers whether it was ever asked on an event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.on_a_loop = False

    def get(self) -> SecondLook | None:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return shipped().get()
        self.on_a_loop = True
        return shipped().get()


class Slow(Watched):
    """Whoever asks waits until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.let_go = Event(), Event()

    def get(self) -> SecondLook | None:
        self.asked.set()
        self.let_go.wait(LONGEST_S)
        return super().get()
