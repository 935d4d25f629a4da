"""What every request passes: the one error shape, safe headers, and the check between parts."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from json import JSONDecodeError

from aiohttp import web

from contract.errors import BadMessage, NotAllowed, NotFound, TooLarge, VultusError

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
secret_key = web.AppKey("secret", str)

_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@web.middleware
async def error_shape(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every error leaves as `{"error": {"code", "text"}}`; details of bugs stay in the log."""
    try:
        return await handler(request)
    except VultusError as error:
        return web.json_response(error.body(), status=error.status)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return _json(_of_http(error), error.status)
    except (JSONDecodeError, UnicodeDecodeError):
        return _json(BadMessage("The body is not valid JSON."), 400)
    except Exception:
        log.exception("request failed", extra={"route": route_name(request)})
        text = "Something went wrong here; it has been logged. Please try again."
        return _json(VultusError(text), 500)


@web.middleware
async def bearer_check(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Only parts that know the secret may call /internal/, and only with it /metrics is shown."""
    if request.path.startswith("/internal/") or request.path == "/metrics":
        expected = f"Bearer {request.app[secret_key]}"
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), expected.encode()):
            raise NotAllowed("This address is for Vultus's own parts: send their secret.")
    return await handler(request)


@web.middleware
async def security_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Headers that every answer carries; a part may set stricter ones."""
    answer = await handler(request)
    if not answer.prepared:
        for name, value in _HEADERS.items():
            answer.headers.setdefault(name, value)
    return answer


def route_name(request: web.Request) -> str:
    """The route's pattern, e.g. /p/{token}: a log line must not carry a token."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unknown"


def _of_http(error: web.HTTPException) -> VultusError:
    if error.status == 404:
        return NotFound("There is no such address here.")
    if error.status == 413:
        return TooLarge("The request is larger than this address takes.")
    return VultusError(error.reason)


def _json(error: VultusError, status: int) -> web.Response:
    return web.json_response(error.body(), status=status)
