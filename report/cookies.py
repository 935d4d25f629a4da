"""The session cookie: encrypted, unreadable by scripts, and what it says of who is signed in."""

from __future__ import annotations

import base64
import hmac
import secrets
import time

from aiohttp import web
from aiohttp_session import Session
from aiohttp_session.cookie_storage import EncryptedCookieStorage
from cryptography.fernet import Fernet

from contract.errors import NotAllowed
from contract.messages import Staff
from contract.origin import check_origin
from contract.secret import part_secret
from contract.settings import Settings

COOKIES = ("vultus", "__Host-vultus")
"""The cookie's name on loopback and behind https."""
LONGEST_S = 12 * 3600
"""A sign-in lasts one working day at most."""
IDLE_S = 3600.0
"""Without a page opened for so long, a sign-in has ended."""
SEEN_EVERY_S = 60.0
storage_key = web.AppKey("cookie_storage", EncryptedCookieStorage)
_session: web.RequestKey[Session] = web.RequestKey("session", Session)


def cookie_storage(settings: Settings) -> EncryptedCookieStorage:
    """Cookies of this installation; only over https when that is its public address."""
    key = hmac.digest(part_secret(settings).encode(), b"session cookies", "sha256")
    secure = settings.public_url.startswith("https://")
    return EncryptedCookieStorage(
        Fernet(base64.urlsafe_b64encode(key)),
        cookie_name=COOKIES[secure],
        max_age=LONGEST_S,
        secure=secure,
        httponly=True,
        samesite="Lax",  # a link in a mail must find the sign-in; forms carry a token of their own
    )


async def session_of(request: web.Request) -> Session:
    """What the browser's cookie says; empty when it has none that we made.

    The library's middleware would do the same, with keys that aiohttp warns of.
    """
    if _session not in request:
        request[_session] = await request.app[storage_key].load_session(request)
    return request[_session]


async def keep(request: web.Request, answer: web.Response) -> web.Response:
    """The answer with the cookie, where that has changed."""
    if _session in request and request[_session]._changed:
        await request.app[storage_key].save_session(request, answer, request[_session])
    return answer


async def begin(request: web.Request, staff: Staff, clinic: str) -> None:
    """Sign the person in with a new cookie; nothing of an earlier one is kept."""
    session, now = await request.app[storage_key].new_session(), time.time()
    request[_session] = session
    session["staff"], session["epoch"], session["clinic"] = staff.staff, staff.epoch, clinic
    session["began"] = session["seen"] = now
    session["csrf"] = secrets.token_urlsafe(24)


async def end(request: web.Request) -> None:
    """Delete the cookie."""
    (await session_of(request)).invalidate()


async def current(request: web.Request) -> Session | None:
    """The cookie of a sign-in that has not run out; None when there is none."""
    session, now = await session_of(request), time.time()
    if "staff" not in session:
        return None
    if now - session["began"] > LONGEST_S or now - session["seen"] > IDLE_S:
        session.invalidate()
        return None
    if now - session["seen"] > SEEN_EVERY_S:
        session["seen"] = now
    return session


async def csrf_of(request: web.Request) -> str:
    """The token for a form of this browser, also before anybody is signed in."""
    session = await session_of(request)
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(24)
    return str(session["csrf"])


async def check_form(request: web.Request, settings: Settings) -> None:
    """NotAllowed when the form was not ours, or not this browser's."""
    check_origin(request.headers.get("Origin"), request.host, settings.public_url)
    kept = str((await session_of(request)).get("csrf", ""))
    sent = str((await request.post()).get("csrf", ""))
    if not kept or not hmac.compare_digest(sent.encode(), kept.encode()):
        raise NotAllowed("This form is too old; go back, load the page again and send it anew.")
