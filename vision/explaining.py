"""`POST /v1/faces/explain`: a developer sends a picture and gets where the model looked."""

from __future__ import annotations

import hmac
from dataclasses import asdict
from typing import TypeVar

from aiohttp import web

from contract.errors import NotAllowed, Unavailable
from vision.pool import Pool

T = TypeVar("T")
_NEVER_KEPT = {"Cache-Control": "no-store"}


async def explain(request: web.Request, pool: Pool, secret: str) -> web.Response:
    """The explanation as JSON, or as PNG to a caller that accepts only that.

    The picture lives in memory until it is answered. Raises NotAllowed without the parts' secret:
    it is a tool for those who run the service, not for pages.
    """
    _check(request, secret)
    jpeg, label = await request.read(), request.query.get("label")
    if request.headers.get("Accept", "") == "image/png":
        png = _there(await pool.draw(jpeg, label))
        return web.Response(body=png, content_type="image/png", headers=_NEVER_KEPT)
    found = _there(await pool.explain(jpeg, label))
    return web.json_response(asdict(found), headers=_NEVER_KEPT)


def _check(request: web.Request, secret: str) -> None:
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {secret}".encode()):
        raise NotAllowed("Explaining a face is for developers: send the parts' secret as bearer.")


def _there(found: T | None) -> T:
    if found is None:
        raise Unavailable("The worker died over this picture; a new one has been started.")
    return found
