"""Real Rasa, action server and store, started once for all tests of the dialogue."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.bot.patient import Patient
from tests.stack import Stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The three programs; of the service the store and the text model."""
    one = Stack(tmp_path_factory.mktemp("stack"), parts=("fusion", "sentiment"))
    try:
        one.start(*one.names)
        yield one
    finally:
        one.stop()


@pytest.fixture
async def patient(stack: Stack) -> AsyncIterator[Patient]:
    """A new patient with a session of their own, who has not been greeted yet."""
    async with Patient(stack) as one:
        yield one
