"""A small OpenID Connect provider on loopback that signs real tokens, rightly or wrongly."""

from __future__ import annotations

import base64
import hashlib
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import encode_basic_auth, web
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "vultus", "client-secret"


@dataclass
class Provider:
    """Whoever comes is signed in at once, as `claims` say."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    """Laid over what a right ID token has; None takes a claim out."""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    sign_with: RSAKey | OctKey | None = None
    """Another key than the one it publishes."""
    algorithm: str = "RS256"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def app(self) -> web.Application:
        """Discovery, authorization, token and keys."""
        app = web.Application()
        app.router.add_get("/.well-known/openid-configuration", self._discovery)
        app.router.add_get("/authorize", self._authorize)
        app.router.add_post("/token", self._token)
        app.router.add_get("/keys", self._keys)
        return app

    async def _discovery(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        )

    async def _authorize(self, request: web.Request) -> web.Response:
        asked = dict(request.query)
        self.asked.append(asked)
        code = f"code-{len(self.asked)}"
        self.codes[code] = asked
        back = f"{asked['redirect_uri']}?code={code}&state={asked['state']}"
        return web.Response(status=302, headers={"Location": back})

    async def _token(self, request: web.Request) -> web.Response:
        """For the right client, once a code, and only to who began it (PKCE)."""
        said = await request.post()
        asked = self.codes.pop(str(said["code"]), None)
        digest = hashlib.sha256(str(said["code_verifier"]).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        known = request.headers.get("Authorization") == encode_basic_auth(CLIENT, SECRET)
        if asked is None or not known or challenge != asked["code_challenge"]:
            return web.json_response({"error": "invalid_grant"}, status=400)
        token = {"access_token": "a", "token_type": "Bearer", "id_token": self._id_token(asked)}
        return web.json_response(token)

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": [self.key.as_dict(private=False)]})

    def _id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        right = {
            "iss": self.issuer,
            "sub": "person-7",
            "aud": asked["client_id"],
            "exp": now + 300,
            "iat": now,
            "nonce": asked["nonce"],
            "email": "Nora@Clinic.example.org",
            "email_verified": True,
        }
        claims = {key: value for key, value in (right | self.claims).items() if value is not None}
        header = {"alg": self.algorithm, "kid": "one"}
        return jwt.encode(header, claims, self.sign_with or self.key, [self.algorithm])
