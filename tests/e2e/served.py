"""The store, the patient's page and the clinic's pages, served without Rasa and without a model."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiohttp.test_utils import TestServer, unused_port

from contract.settings import Settings, load_settings
from service.app import build


def settings_of(data: Path, parts: str = "channels,fusion,report") -> Settings:
    """Settings of a service on a folder and a port of its own."""
    given = {"DATA": str(data), "PORT": str(unused_port()), "PARTS": parts}
    return load_settings({f"VULTUS_{name}": value for name, value in given.items()})


@contextmanager
def served(settings: Settings) -> Iterator[None]:
    """The service in a thread of its own: Playwright's synchronous face holds this one's loop."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def run(work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(60)

    async def start() -> TestServer:
        server = TestServer(build(settings), port=settings.port)
        await server.start_server()
        return server

    server = run(start())
    try:
        yield
    finally:
        run(server.close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
