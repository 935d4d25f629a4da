"""The HTTP API is as its description says: every call is in it, and schemathesis finds no gap."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestClient, TestServer, unused_port

from contract.clinic_client import ClinicClient
from contract.entry import entry_token
from contract.secret import part_secret
from contract.settings import PARTS, Settings, load_settings
from service.app import build
from service.openapi import describe
from service.operation import Socket
from service.operations import OPERATIONS
from service.public_operations import PUBLIC_OPERATIONS
from tests.report.clinic import Clinic
from tests.report.records import full
from tests.service.asking import SCHEMA, ask

NO_MODELS = ("channels", "fusion", "report")
ELSEWHERE = (
    "/internal/likeness",
    "/internal/sessions/{session}/pictures",
    "/v1/faces/explain",
    "/v1/sessions/{session}/frames",
)
"""Calls of parts that load models; vision's are asked in tests/vision/test_description.py."""


def test_every_call_between_parts_is_described_and_no_other(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data = str(tmp_path_factory.mktemp("data"))
    app = build(load_settings({"VULTUS_DATA": data, "VULTUS_PARTS": ",".join(PARTS)}))
    routes = {
        (route.method.lower(), route.resource.canonical)
        for route in app.router.routes()
        if route.resource is not None and route.method != "HEAD"
    }
    internal = {one for one in routes if one[1].startswith(("/internal/", "/healthz", "/metrics"))}
    assert {(one.method, one.path) for one in OPERATIONS} == internal
    public = {one for one in routes if one[1].startswith(("/p/", "/v1/"))}
    public |= {one for one in routes if one[1].startswith("/c/") and one[1].endswith(".json")}
    assert {(one.method, one.path) for one in PUBLIC_OPERATIONS} == public


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The store behind the real service, in a thread of its own."""
    port = unused_port()
    made = load_settings(
        {
            "VULTUS_DATA": str(tmp_path_factory.mktemp("data")),
            "VULTUS_PORT": str(port),
            "VULTUS_PARTS": ",".join(NO_MODELS),
        }
    )
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def run(work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(60)

    server = run(_started(made, port))
    try:
        yield made
    finally:
        run(server.close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _started(made: Settings, port: int) -> TestServer:
    server = TestServer(build(made), port=port)
    await server.start_server()
    return server


@dataclass(frozen=True)
class Known:
    """What there is on the service, and what opens it."""

    ids: dict[str, str]
    headers: dict[str, str]


@pytest.fixture(scope="module")
def known(served: Settings) -> Known:
    """A session, its patient's link, a proof; the secret and the demo administrator's cookie."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, _known(served)).result()


async def _known(served: Settings) -> Known:
    base = f"http://127.0.0.1:{served.port}"
    browser = ClientSession(cookie_jar=CookieJar(unsafe=True))
    async with ClinicClient.of(served) as store, browser:
        invite = await store.invite()
        session = await Clinic(served, store, None).play(full(), invite.patient)  # type: ignore[arg-type]
        proof = await store.erase((await store.invite()).patient, "B. Officer")
        token = entry_token(served, "demo", await store.demo_staff())
        async with browser.get(f"{base}/c/enter/{token}") as page:
            assert page.status == 200
        (cookie,) = browser.cookie_jar
    ids = {"token": invite.token, "session": session, "reference": proof.reference}
    headers = {
        "Authorization": f"Bearer {part_secret(served)}",
        "Cookie": f"{cookie.key}={cookie.value}",
    }
    return Known(ids, headers)


@pytest.mark.parametrize(
    "operation",
    [one for one in OPERATIONS if one.path not in ELSEWHERE],
    ids=lambda one: f"{one.method} {one.path}",
)
def test_the_answers_are_what_the_description_says(
    operation: Any, served: Settings, known: Known
) -> None:
    ask(SCHEMA, operation, f"http://127.0.0.1:{served.port}", known.headers)


@pytest.mark.parametrize(
    "operation",
    [one for one in PUBLIC_OPERATIONS if one.path not in ELSEWHERE],
    ids=lambda one: f"{one.method} {one.path}",
)
def test_so_are_those_to_patients_and_staff(operation: Any, served: Settings, known: Known) -> None:
    base = f"http://127.0.0.1:{served.port}"
    statuses = set(ask(SCHEMA, operation, base, known.headers, known.ids))
    assert 404 in statuses
    assert statuses - {404} == ({400} if isinstance(operation.answer, Socket) else {200})
    if operation.access == "cookie":
        assert set(ask(SCHEMA, operation, base, {}, known.ids)) == {403}


def test_a_description_that_promises_something_else_is_noticed(
    served: Settings, known: Known
) -> None:
    wrong = describe()
    answer = wrong["paths"]["/internal/invites"]["post"]["responses"]["200"]
    answer["content"]["application/json"]["schema"]["required"].append("colour")
    (operation,) = [one for one in OPERATIONS if one.path == "/internal/invites"]
    described = schemathesis.openapi.from_dict(wrong)
    with pytest.raises(BaseException, match="colour"):
        ask(described, operation, f"http://127.0.0.1:{served.port}", known.headers)


async def test_the_description_and_its_page_are_served(
    tmp_path: Path, aiohttp_client: Callable[..., Awaitable[TestClient[Any, Any]]]
) -> None:
    given = {"VULTUS_DATA": str(tmp_path), "VULTUS_PARTS": "report"}
    client = await aiohttp_client(build(load_settings(given)))
    assert await (await client.get("/docs/openapi.json")).json() == describe()
    page = await (await client.get("/docs")).text()
    assert "/internal/patients/{patient}/erase" in page and "bearer" in page
    assert "/v1/faces/explain" in page and "signed-in staff" in page
