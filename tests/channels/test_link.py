"""The page of a link over HTTP, and who may open its socket."""

from __future__ import annotations

from dataclasses import replace

import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from aiohttp.test_utils import TestServer

from channels.page import patient_page
from contract.client import StoreClient
from contract.settings import Settings


async def test_link_gives_the_page_in_demo_mode(
    browser: ClientSession, settings: Settings, token: str
) -> None:
    async with browser.get(f"{settings.store_url}/p/{token}") as answer:
        assert answer.status == 200
        assert "Demo: nobody reads this." in await answer.text()


async def test_pages_keep_the_link_to_themselves(
    browser: ClientSession, settings: Settings, token: str
) -> None:
    async with browser.get(f"{settings.store_url}/p/{token}") as answer:
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Permissions-Policy"].startswith("camera=(self)")
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


async def test_page_has_nothing_inline_and_nothing_from_elsewhere(
    browser: ClientSession, settings: Settings, token: str
) -> None:
    async with browser.get(f"{settings.store_url}/p/{token}") as answer:
        page = await answer.text()
    assert "<style" not in page and 'style="' not in page and "onclick" not in page
    assert "https://" not in page and "http://" not in page
    data = page.count('<script type="application/json" id="texts">')  # runs nothing
    modules = page.count('<script type="module" src="/static/patient/')
    assert (data, page.count("<script")) == (1, 1 + modules)


@pytest.mark.parametrize("name", ["main.js", "page.css", "icon.svg"])
async def test_page_files_are_served(
    browser: ClientSession, service: TestServer, settings: Settings, name: str
) -> None:
    async with browser.get(f"{settings.store_url}/static/patient/{name}") as answer:
        assert answer.status == 200


@pytest.mark.parametrize("token", ["no-such-link", "..%2Fsessions", "%00", "x" * 500])
async def test_unknown_link_gets_a_plain_page(
    browser: ClientSession, service: TestServer, settings: Settings, token: str
) -> None:
    async with browser.get(f"{settings.store_url}/p/{token}") as answer:
        assert answer.status == 404
        assert answer.content_type == "text/html"
        assert "This link does not work" in await answer.text()


async def test_page_says_one_moment_while_the_store_is_down(
    browser: ClientSession, settings: Settings, service: TestServer
) -> None:
    nowhere = replace(settings, fusion_url="http://127.0.0.1:9")
    async with StoreClient.of(nowhere) as store:
        answer = await patient_page("some-token", store, nowhere)
    assert answer.status == 503
    assert answer.headers["Refresh"] == "5"


async def test_socket_of_unknown_link_is_refused(
    browser: ClientSession, service: TestServer, settings: Settings
) -> None:
    with pytest.raises(WSServerHandshakeError) as refused:
        await browser.ws_connect(f"{settings.store_url}/p/no-such-link/chat")
    assert refused.value.status == 404


@pytest.mark.parametrize("origin", ["https://example.org", "null", "http://127.0.0.1", "http://["])
async def test_foreign_origin_is_refused(
    browser: ClientSession, settings: Settings, token: str, origin: str
) -> None:
    with pytest.raises(WSServerHandshakeError) as refused:
        await browser.ws_connect(f"{settings.store_url}/p/{token}/chat", origin=origin)
    assert refused.value.status == 403


async def test_own_origin_is_allowed(
    browser: ClientSession, settings: Settings, token: str
) -> None:
    url = f"{settings.store_url}/p/{token}/chat"
    async with browser.ws_connect(url, origin=settings.store_url) as socket:
        assert (await socket.receive_json(timeout=10))["kind"] == "ping"
