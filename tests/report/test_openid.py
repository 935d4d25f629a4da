"""Signing in with an OpenID provider: a real one on loopback with really signed tokens."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from joserfc.jwk import OctKey, RSAKey
from pytest_aiohttp import AiohttpServer

from contract.errors import BadSetting
from contract.settings import load_settings
from tests.report.browsing import send
from tests.report.openid_provider import CLIENT, SECRET, Provider
from tests.report.test_app import Clinic, Serve, serve

__all__ = ["serve"]
LOGIN = "nora@clinic.example.org"
Setup = Callable[[], Awaitable[Clinic]]


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def setup(serve: Serve, provider: Provider, aiohttp_server: AiohttpServer) -> Setup:
    async def made() -> Clinic:
        server = await aiohttp_server(provider.app())
        provider.issuer = str(server.make_url("")).rstrip("/")
        clinic = await serve(
            OPENID_ISSUER=provider.issuer, OPENID_CLIENT=CLIENT, OPENID_SECRET=SECRET
        )
        await clinic.store.add_staff("main", LOGIN, "Nora Nurse", "nurse")
        return clinic

    return made


async def test_a_person_with_an_account_signs_in_and_arrives_where_they_wanted(
    setup: Setup, provider: Provider
) -> None:
    clinic = await setup()
    browser = clinic.stranger()
    asked = await browser.get("/c/patients")
    page = await asked.text()
    assert "Sign in with your clinic" in page and "/c/openid?next=/c/patients" in page
    arrived = await browser.get("/c/openid?next=/c/patients")
    assert arrived.url.path == "/c/patients" and "Nora Nurse" in await arrived.text()
    (query,) = provider.asked
    assert query["code_challenge_method"] == "S256" and query["scope"].startswith("openid")
    lines, _ = await clinic.store.audit("main")
    assert ("Nora Nurse", "signed in", "OpenID provider") in {
        (one.name, one.what, one.note) for one in lines
    }


async def test_the_subject_is_the_person_from_then_on(setup: Setup, provider: Provider) -> None:
    clinic = await setup()
    browser = clinic.stranger()
    await browser.get("/c/openid")
    await send(browser, "/c/sign-out", {})
    provider.claims = {"email": "married@clinic.example.org"}
    assert (await browser.get("/c/openid")).url.path == "/c"
    provider.claims = {"sub": "somebody-else"}  # got the address of the person before
    other = await clinic.stranger().get("/c/openid")
    assert other.status == 403 and "no account here" in await other.text()


WRONG: tuple[dict[str, Any], ...] = (
    {"nonce": "another"},
    {"nonce": None},
    {"aud": "another-client"},
    {"aud": ["vultus", "another"], "azp": "another"},
    {"iss": "https://evil.example.org"},
    {"exp": int(time.time()) - 600},
    {"exp": None},
    {"sub": None},
    {"iat": int(time.time()) + 6000},
)


async def test_a_wrong_claim_is_refused(setup: Setup, provider: Provider) -> None:
    clinic = await setup()
    for claims in WRONG:
        provider.claims = claims
        answer = await clinic.stranger().get("/c/openid")
        assert answer.status == 403 and "did not work" in await answer.text(), claims
    provider.claims = {}
    assert (await clinic.stranger().get("/c/openid")).status == 200


@pytest.mark.parametrize("claims", [{"email_verified": False}, {"email_verified": None}])
async def test_an_address_that_nobody_vouches_for_opens_nothing(
    setup: Setup, provider: Provider, claims: dict[str, Any]
) -> None:
    clinic = await setup()
    provider.claims = claims
    assert (await clinic.stranger().get("/c/openid")).status == 403
    (nora,) = [one for one in await clinic.store.staff("main") if one.login == LOGIN]
    assert nora.subject is None


async def test_a_token_signed_by_another_key_or_a_shared_secret_is_refused(
    setup: Setup, provider: Provider
) -> None:
    clinic = await setup()
    provider.sign_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert (await clinic.stranger().get("/c/openid")).status == 403
    provider.sign_with, provider.algorithm = OctKey.import_key(SECRET * 4), "HS256"
    assert (await clinic.stranger().get("/c/openid")).status == 403


async def test_a_new_key_of_the_provider_is_read(
    setup: Setup, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = await setup()
    assert (await clinic.stranger().get("/c/openid")).status == 200
    provider.key = RSAKey.generate_key(2048, {"kid": "one"})
    monkeypatch.setattr("report.openid.REREAD_S", 0.0)
    assert (await clinic.stranger().get("/c/openid")).status == 200


async def test_what_was_not_begun_here_or_came_twice_is_refused(
    setup: Setup, provider: Provider
) -> None:
    clinic = await setup()
    browser = clinic.stranger()
    assert (await browser.get("/c/openid/back?code=x&state=y")).status == 403
    begun = await browser.get("/c/openid", allow_redirects=False)
    assert begun.headers["Location"].startswith(f"{provider.issuer}/authorize?")
    assert (await browser.get("/c/openid/back?code=x&state=y")).status == 403
    assert (await browser.get("/c/openid/back?code=x&state=y")).status == 403
    done = await browser.get("/c/openid")
    used = done.history[-1].url
    assert (await browser.get(str(used.relative()))).status == 403


async def test_nobody_is_let_in_without_an_account(setup: Setup, provider: Provider) -> None:
    clinic = await setup()
    provider.claims = {"email": "unknown@clinic.example.org"}
    before = len(await clinic.store.staff())
    assert (await clinic.stranger().get("/c/openid")).status == 403
    assert len(await clinic.store.staff()) == before


async def test_a_provider_that_does_not_answer_is_said(serve: Serve) -> None:
    clinic = await serve(OPENID_ISSUER="http://127.0.0.1:9", OPENID_CLIENT="x")
    answer = await clinic.stranger().get("/c/openid")
    assert answer.status == 503 and "does not answer" in await answer.text()


async def test_without_a_provider_there_is_no_such_page(serve: Serve) -> None:
    clinic = await serve()
    assert (await clinic.stranger().get("/c/openid")).status == 404
    assert "openid" not in await (await clinic.stranger().get("/c/sign-in")).text()


@pytest.mark.parametrize(
    "given",
    [
        {"ISSUER": "http://login.example.org", "CLIENT": "x"},
        {"ISSUER": "https://login.example.org"},
        {"CLAIM": "name"},
    ],
)
def test_settings_that_cannot_work_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match="VULTUS_OPENID"):
        load_settings({f"VULTUS_OPENID_{name}": value for name, value in given.items()})
