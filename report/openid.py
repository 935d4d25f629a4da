"""Signing in with the clinic's OpenID Connect provider: authorization code, PKCE, a nonce.

Authlib checks the claims and its sister joserfc the signature; the requests are aiohttp's.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from contract.errors import NotAllowed, Unavailable
from contract.settings import Settings

log = logging.getLogger(__name__)

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "Ed25519")
"""Signatures by a key that only the provider has; never a shared secret, never none."""
FRESH_S, REREAD_S, LEEWAY_S, TIMEOUT_S = 3600.0, 60.0, 60, 10.0
"""Addresses and keys are read once an hour; for a key that does not fit, once a minute at most."""
BACK = "/c/openid/back"
_FAILED = "The sign-in at your clinic's provider did not work; try again or use a password."


@dataclass(frozen=True)
class Started:
    """What has to come back as it went, kept in the browser's encrypted cookie."""

    state: str
    nonce: str
    verifier: str
    after: str

    @classmethod
    def new(cls, after: str) -> Started:
        """Fresh random values."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state, nonce, verifier, after)


@dataclass(frozen=True)
class Identity:
    """Who signed in there."""

    subject: str
    """Issuer and `sub`: the one name that never changes."""
    login: str
    """The claim that is compared with sign-in names the first time."""


class Provider:
    """The provider that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self._issuer = settings.openid_issuer.rstrip("/")
        self._client, self._secret = settings.openid_client, settings.openid_secret
        self._claim, self._back = settings.openid_claim, settings.public_url + BACK
        self._http: aiohttp.ClientSession | None = None
        self._metadata: dict[str, Any] = {}
        self._keys: dict[str, Any] = {}
        self._read = 0.0

    async def close(self) -> None:
        """Close the connections."""
        if self._http is not None:
            await self._http.close()

    async def address(self, started: Started) -> str:
        """Where the browser is sent to sign in."""
        await self._discover()
        return str(
            prepare_grant_uri(
                self._metadata["authorization_endpoint"],
                client_id=self._client,
                response_type="code",
                redirect_uri=self._back,
                scope="openid email profile",
                state=started.state,
                nonce=started.nonce,
                code_challenge=create_s256_code_challenge(started.verifier),
                code_challenge_method="S256",
            )
        )

    async def identity(self, started: Started, query: Any) -> Identity:
        """Who came back; NotAllowed when anything is not as it must be."""
        same = hmac.compare_digest(query.get("state", "").encode(), started.state.encode())
        if not same or "code" not in query:
            raise _refused("state or code", query.get("error", "")[:40])
        await self._discover()
        if query.get("iss", self._metadata["issuer"]) != self._metadata["issuer"]:
            raise _refused("iss")
        token = await self._token(query["code"], started.verifier)
        claims = await self._claims(str(token.get("id_token", "")), started.nonce, token)
        return Identity(f"{claims['iss']} {claims['sub']}", self._login(claims))

    async def _token(self, code: str, verifier: str) -> dict[str, Any]:
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "code_verifier": verifier,
            "client_id": self._client,
        }
        ways = self._metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        headers = {}
        if self._secret and "client_secret_basic" in ways:
            pair = quote(self._client, safe=""), quote(self._secret, safe="")  # as RFC 6749 says
            headers["Authorization"] = aiohttp.encode_basic_auth(*pair)
        elif self._secret:
            body["client_secret"] = self._secret
        url = self._metadata["token_endpoint"]
        return await self._json("POST", url, data=body, headers=headers)

    async def _claims(self, text: str, nonce: str, token: dict[str, Any]) -> dict[str, Any]:
        """The ID token's claims, signature and all checked; keys are read anew once if needed."""
        for again in (False, True):
            try:
                return await asyncio.to_thread(self._checked, text, nonce, token)
            except (JoseError, ValueError, KeyError, TypeError) as error:
                if again or time.monotonic() - self._read < REREAD_S:
                    raise _refused("ID token", type(error).__name__) from None
                await self._discover(anew=True)
        raise AssertionError

    def _checked(self, text: str, nonce: str, token: dict[str, Any]) -> dict[str, Any]:
        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        read = jwt.decode(text, KeySet.import_key_set(self._keys), registry=registry)  # type: ignore[arg-type]
        options = {
            "iss": {"essential": True, "value": self._metadata["issuer"]},
            "aud": {"essential": True, "value": self._client},
            "nonce": {"essential": True, "value": nonce},
        }
        about = {"nonce": nonce, "client_id": self._client, "access_token": token["access_token"]}
        claims = CodeIDToken(read.claims, read.header, options, about)
        claims.validate(leeway=LEEWAY_S)
        return dict(claims)

    def _login(self, claims: dict[str, Any]) -> str:
        """The claim of the settings; an e-mail address counts only when the provider vouches."""
        if self._claim == "email" and claims.get("email_verified") is not True:
            return ""
        return str(claims.get(self._claim, "")).strip().lower()

    async def _discover(self, *, anew: bool = False) -> None:
        """The provider's addresses and keys, read once an hour."""
        if self._metadata and not anew and time.monotonic() - self._read < FRESH_S:
            return
        found = await self._json("GET", f"{self._issuer}/.well-known/openid-configuration")
        if str(found.get("issuer", "")).rstrip("/") != self._issuer:
            log.error("OpenID provider names another issuer")
            raise Unavailable(_FAILED)
        self._keys = await self._json("GET", found["jwks_uri"])
        self._metadata, self._read = found, time.monotonic()

    async def _json(self, method: str, url: str, **more: Any) -> dict[str, Any]:
        if self._http is None:
            timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
            self._http = aiohttp.ClientSession(timeout=timeout)
        try:
            async with self._http.request(method, url, allow_redirects=False, **more) as answer:
                body = await answer.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            log.error("OpenID provider does not answer", extra={"error": type(error).__name__})
            raise Unavailable("Your clinic's provider does not answer; try again.") from None
        if answer.status >= 400 or not isinstance(body, dict):
            raise _refused(f"{method} {answer.status}", str(dict(body or {}).get("error", ""))[:40])
        return body


def _refused(what: str, why: str = "") -> NotAllowed:
    log.warning("OpenID sign-in refused", extra={"what": what, "why": why})
    return NotAllowed(_FAILED)
