"""The HTTP API is as its description says: every call is in it, and schemathesis finds no gap."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from aiohttp.test_utils import TestClient, TestServer, unused_port
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as rules
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from contract.secret import part_secret
from contract.settings import PARTS, Settings, load_settings
from service.app import build
from service.openapi import describe
from service.operations import OPERATIONS

EXAMPLES = 4
"""Requests a call; all of it is to stay within seconds."""
NO_MODELS = ("fusion",)
ELSEWHERE = ("/internal/likeness", "/internal/sessions/{session}/pictures")
"""Calls of parts that load models."""
SCHEMA = schemathesis.openapi.from_dict(describe())
CHECKS = [
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
]


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


def ask(described: Any, operation: Any, served: Settings) -> None:
    """Send what the description allows; each answer has to be what it promises."""
    headers = {"Authorization": f"Bearer {part_secret(served)}"}

    @rules(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(described[operation.path][operation.method.upper()].as_strategy())
    def asked(case: Any) -> None:
        case.call_and_validate(
            base_url=f"http://127.0.0.1:{served.port}", headers=headers, checks=CHECKS
        )

    asked()


@pytest.mark.parametrize(
    "operation",
    [one for one in OPERATIONS if one.path not in ELSEWHERE],
    ids=lambda one: f"{one.method} {one.path}",
)
def test_the_answers_are_what_the_description_says(operation: Any, served: Settings) -> None:
    ask(SCHEMA, operation, served)


def test_a_description_that_promises_something_else_is_noticed(served: Settings) -> None:
    wrong = describe()
    answer = wrong["paths"]["/internal/invites"]["post"]["responses"]["200"]
    answer["content"]["application/json"]["schema"]["required"].append("colour")
    (operation,) = [one for one in OPERATIONS if one.path == "/internal/invites"]
    with pytest.raises(BaseException, match="colour"):
        ask(schemathesis.openapi.from_dict(wrong), operation, served)


async def test_the_description_and_its_page_are_served(
    tmp_path: Path, aiohttp_client: Callable[..., Awaitable[TestClient[Any, Any]]]
) -> None:
    given = {"VULTUS_DATA": str(tmp_path), "VULTUS_PARTS": "report"}
    client = await aiohttp_client(build(load_settings(given)))
    assert await (await client.get("/docs/openapi.json")).json() == describe()
    page = await (await client.get("/docs")).text()
    assert "/internal/patients/{patient}/erase" in page and "bearer" in page
