"""What every request passes: one error shape, safe headers, a secret between the parts."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from contract.errors import TooLarge
from contract.logs import JsonLines
from contract.secret import part_secret
from contract.settings import Settings, load_settings
from service.access_log import RouteLogger
from service.app import build

Client = TestClient[Any, Any]
MakeClient = Callable[..., Awaitable[Client]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"VULTUS_DATA": str(tmp_path), "VULTUS_PARTS": "fusion"})


@pytest.fixture
async def client(settings: Settings, aiohttp_client: MakeClient) -> Client:
    app = build(settings)

    async def large(_: web.Request) -> web.Response:
        raise TooLarge("A reply may have 5,000 characters.")

    async def bug(_: web.Request) -> web.Response:
        raise ValueError("the patient wrote: secret words")

    app.router.add_get("/large", large)
    app.router.add_get("/bug/{token}", bug)
    return await aiohttp_client(app)


async def _error(client: Client, path: str, **more: Any) -> tuple[int, dict[str, str]]:
    answer = await client.get(path, **more)
    body = await answer.json()
    assert list(body) == ["error"] and sorted(body["error"]) == ["code", "text"]
    return answer.status, body["error"]


async def test_our_errors_keep_their_status_and_text(client: Client) -> None:
    status, error = await _error(client, "/large")
    assert (status, error["text"]) == (413, "A reply may have 5,000 characters.")


async def test_a_bug_tells_neither_the_caller_nor_the_log_the_words(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    status, error = await _error(client, "/bug/x")
    assert status == 500
    assert "secret" not in error["text"]
    (line,) = [JsonLines().format(one) for one in caplog.records if one.exc_info]
    assert json.loads(line)["error"] == "ValueError"
    assert "secret" not in line


async def test_an_unknown_address_has_the_same_shape(client: Client) -> None:
    assert (await _error(client, "/nothing"))[0] == 404


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Basic x", "Bearer é"])
async def test_internal_addresses_need_the_secret(client: Client, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    status, error = await _error(client, "/internal/sessions", headers=headers)
    assert (status, error["code"]) == (403, "not_allowed")


async def test_the_secret_opens_internal_addresses(client: Client, settings: Settings) -> None:
    headers = {"Authorization": f"Bearer {part_secret(settings)}"}
    assert (await client.get("/internal/sessions", headers=headers)).status == 200


async def test_every_answer_carries_safe_headers(client: Client) -> None:
    for path in ("/healthz", "/nothing"):
        headers = (await client.get(path)).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"


async def test_health_names_the_parts(client: Client) -> None:
    answer = await client.get("/healthz")
    assert await answer.json() == {"status": "ok", "parts": ["fusion"]}


async def test_the_access_log_holds_the_route_and_not_the_token(
    settings: Settings, aiohttp_server: Any, caplog: pytest.LogCaptureFixture
) -> None:
    app = build(settings)

    async def page(_: web.Request) -> web.Response:
        return web.Response()

    app.router.add_get("/p/{token}", page)
    server = await aiohttp_server(app, access_log_class=RouteLogger)
    caplog.set_level(logging.INFO)
    async with TestClient(server) as client:
        await client.get("/p/unguessable")
    lines = [JsonLines().format(record) for record in caplog.records]
    assert any(json.loads(line).get("route") == "/p/{token}" for line in lines)
    assert not any("unguessable" in line for line in lines)
