"""Many simulated patients at once: opened a few at a time, then all together."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

import aiohttp
from rich.console import Console

from bench.load_patient import Experience, Patient, admit
from bench.memory import family, megabytes
from cli.cannot_replay import CannotReplay
from cli.clip import Clip
from contract.client import StoreClient

OPENING = 4
"""Patients who open their sessions at the same time."""
LOOK_S = 5.0
"""Between two looks at the memory."""


@dataclass(frozen=True)
class Crowd:
    """What a crowd went through."""

    experiences: tuple[Experience, ...]
    memory_mb: dict[str, float | None]
    """The most that each program held; None for one that is not on this machine."""
    own_cores: float
    """Processor time that the simulated patients themselves took, per second."""


@dataclass(frozen=True)
class Load:
    """What is put on the service."""

    url: str
    patients: int
    seconds: float
    clip: Clip
    questionnaire: str
    ports: dict[str, int]
    """Program to the port it listens on."""


async def gather_crowd(load: Load, store: StoreClient, console: Console) -> Crowd:
    """Open every session, then film and answer for so many seconds."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as http, AsyncExitStack() as sockets:
        console.print(f"Opening {load.patients} sessions ...")
        admitted = await _admitted(load, store, http, sockets)
        there = [one for one in admitted if isinstance(one, Patient)]
        console.print(f"{len(there)} patients film and answer for {load.seconds:.0f} s ...")
        families = {name: await asyncio.to_thread(family, p) for name, p in load.ports.items()}
        watch = asyncio.create_task(_most_memory(families, load.seconds))
        busy = time.process_time()
        lives = [
            one.live(load.clip, load.seconds, place / len(there)) for place, one in enumerate(there)
        ]
        lived = await asyncio.gather(*lives)
        own_cores = (time.process_time() - busy) / load.seconds
        refused = [one for one in admitted if isinstance(one, Experience)]
        return Crowd((*lived, *refused), await watch, own_cores)


async def _admitted(
    load: Load, store: StoreClient, http: aiohttp.ClientSession, sockets: AsyncExitStack
) -> Sequence[Patient | Experience]:
    """The patients, and in place of one who was turned away what that was like."""
    door = asyncio.Semaphore(OPENING)

    async def enter() -> Patient | Experience:
        async with door:
            token = (await store.invite()).token
            try:
                return await admit(http, sockets, load.url, token, load.questionnaire)
            except CannotReplay as error:
                return Experience(failed=error.text)

    return await asyncio.gather(*(enter() for _ in range(load.patients)))


async def _most_memory(
    families: dict[str, frozenset[int]], seconds: float
) -> dict[str, float | None]:
    most: dict[str, float | None] = dict.fromkeys(families)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for name, members in families.items():
            found = await asyncio.to_thread(megabytes, members)
            most[name] = max((one for one in (most[name], found) if one is not None), default=None)
        await asyncio.sleep(min(LOOK_S, max(0.1, end - time.monotonic())))
    return most
