"""The two addresses of signing in with an OpenID provider: there, and back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict

from aiohttp import web

from contract.errors import NotAllowed
from contract.settings import Settings
from report.cookies import session_of
from report.gate import go, inside, shown, store_key
from report.openid import BACK, Provider, Started
from report.sign_in import enter


class OpenIdPages:
    """Only there when `VULTUS_OPENID_ISSUER` is set."""

    def __init__(self, settings: Settings) -> None:
        self._provider = Provider(settings)

    def routes(self) -> list[web.RouteDef]:
        """Both."""
        return [web.get("/c/openid", shown(self.go)), web.get(BACK, shown(self.back))]

    async def closing(self, _: web.Application) -> AsyncIterator[None]:
        """A `cleanup_ctx`."""
        yield
        await self._provider.close()

    async def go(self, request: web.Request) -> web.Response:
        """To the provider."""
        started = Started.new(inside(request.query.get("next", "")))
        address = await self._provider.address(started)
        (await session_of(request))["openid"] = asdict(started)
        return go(address)

    async def back(self, request: web.Request) -> web.Response:
        """From the provider; what was kept of the start is used up."""
        kept = (await session_of(request)).pop("openid", None)
        if kept is None:
            raise NotAllowed("This sign-in was begun elsewhere or long ago; begin it again.")
        started = Started(**kept)
        who = await self._provider.identity(started, request.query)
        staff = await request.app[store_key].sign_in_openid(who.subject, who.login)
        return await enter(request, staff, started.after)
