"""One bundle to the hospital's FHIR server, and what its answer means."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import aiohttp

JSON = "application/fhir+json"
TIMEOUT_S = 60.0
LONGEST_WAIT_S = 24 * 3600.0
_UNFIT = (400, 410, 413, 415, 422)
"""Answers to what was sent itself: it would be refused again."""


class NotTaken(Exception):
    """The server did not take it. `text` names why, without a word that the server wrote."""

    def __init__(self, text: str, *, again: bool = True, wait: float = 0.0) -> None:
        super().__init__(text)
        self.text = text
        self.again = again
        """Whether the same bundle may be taken later."""
        self.wait = wait
        """Seconds that the server asks to be left alone."""


def connection(token: str, timeout_s: float = TIMEOUT_S) -> aiohttp.ClientSession:
    """A session of connections to the server."""
    headers = {"Accept": JSON, "Content-Type": JSON, "Prefer": "return=minimal"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return aiohttp.ClientSession(
        headers=headers, timeout=aiohttp.ClientTimeout(total=timeout_s), trust_env=False
    )


async def push(http: aiohttp.ClientSession, url: str, bundle: bytes) -> None:
    """Send a transaction: the server takes all of it or nothing. Raises NotTaken."""
    try:
        async with http.post(url, data=bundle, allow_redirects=False) as answer:
            if answer.status not in (200, 201):
                raise _refusal(answer)
            body = await answer.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise NotTaken(type(error).__name__) from None
    _check(body)


def _refusal(answer: aiohttp.ClientResponse) -> NotTaken:
    wait = _seconds(answer.headers.get("Retry-After", ""))
    return NotTaken(str(answer.status), again=answer.status not in _UNFIT, wait=wait)


def _seconds(text: str) -> float:
    """Retry-After as seconds; its other form, a date, is left to our own pace."""
    whole = text.strip()
    fits = whole.isascii() and whole.isdigit() and len(whole) < 9
    return min(float(whole), LONGEST_WAIT_S) if fits else 0.0


def _check(body: Any) -> None:
    """NotTaken unless it is the response of a transaction in which every entry succeeded."""
    if not isinstance(body, dict) or body.get("type") != "transaction-response":
        raise NotTaken("no transaction-response")
    for entry in body.get("entry", ()):
        status = str(entry.get("response", {}).get("status", ""))[:3]
        if not status.startswith("2"):
            known = status if status in {str(one.value) for one in HTTPStatus} else "unknown"
            raise NotTaken(f"entry {known}")
