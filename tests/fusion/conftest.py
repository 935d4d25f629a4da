"""A real store on a fresh database, alone and behind the real service."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from pytest_aiohttp import AiohttpServer

from contract.client import StoreClient
from contract.messages import Consent
from contract.secret import part_secret
from contract.settings import Settings, load_settings
from fusion.store import Store
from service.app import build
from tests.fusion.databases import KINDS, fresh

AT = 1_800_000_000.0


BOTH = (
    "access",
    "accounts",
    "audit",
    "backup",
    "cases",
    "chats",
    "completed",
    "course",
    "erasure",
    "languages",
    "links",
    "look",
    "outbox",
    "overview",
    "purge",
    "ratings",
    "reminders",
    "rotation",
    "store",
    "switches_in_store",
)
"""The tests that run on every database there is; the others are about what is made of the rows."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """On which databases a test runs."""
    if "settings" in metafunc.fixturenames:
        both = metafunc.module.__name__.rpartition("test_")[2] in BOTH
        metafunc.parametrize("settings", KINDS if both else KINDS[:1], indirect=True)


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    given = {
        "VULTUS_DATA": str(tmp_path / "data"),
        "VULTUS_PARTS": "fusion",
        "VULTUS_FHIR_URL": "http://127.0.0.1:9/fhir",  # so that the outbox is filled
    }
    with fresh() if request.param == "postgresql" else nullcontext("") as database:
        yield load_settings(given | {"VULTUS_DATABASE": database})


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    made = Store.of(settings)
    yield made
    made.close()


@pytest.fixture
def session(store: Store) -> str:
    """An open session with both consents."""
    patient = store.invite(AT).patient
    opened = store.open_session(patient, "web", AT).session
    store.put(Consent(opened, patient, "text", "1", True, AT))
    store.put(Consent(opened, patient, "camera", "1", True, AT))
    return opened


@pytest.fixture
async def client(settings: Settings, aiohttp_server: AiohttpServer) -> AsyncIterator[StoreClient]:
    server = await aiohttp_server(build(settings))
    async with StoreClient(str(server.make_url("")), part_secret(settings)) as made:
        yield made
