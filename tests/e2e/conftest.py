"""The whole of Vultus, running, and a headless Chromium with a face before its camera."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, sync_playwright

from cli.run import clinician_link
from tests.e2e.fake_camera import write_camera
from tests.stack import Stack

Result = TypeVar("Result")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    contact = {"VULTUS_CONTACT": "Call the clinic's nurse: 555 0100."}
    stack = Stack(tmp_path_factory.mktemp("data"), settings=contact)
    try:
        stack.start(*stack.names)
        yield stack
    finally:
        stack.stop()


@pytest.fixture
def patient_link(stack: Stack) -> str:
    """A new patient's."""

    async def invite() -> str:
        async with stack.store() as store:
            return (await store.invite()).token

    return f"{stack.settings.public_url}/p/{elsewhere(invite())}"


def demo_link(stack: Stack) -> str:
    """The clinician's link, as `vultus run` prints it."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(clinician_link, stack.settings).result()


def elsewhere(work: Coroutine[Any, Any, Result]) -> Result:
    """Run it in a thread: Playwright's synchronous face holds this one's event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@pytest.fixture(scope="module")  # no longer: while it lives no other event loop can run here
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    video: Path = write_camera(tmp_path_factory.mktemp("camera") / "face.y4m")
    camera = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, *camera], chromium_sandbox=False
        )
        yield browser
        browser.close()
