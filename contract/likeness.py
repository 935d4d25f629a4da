"""Asks the text model which option's words a reply is most like. It may be down: then none is."""

from __future__ import annotations

import logging
from typing import Any

import aiohttp

from contract.secret import part_secret
from contract.settings import Settings

log = logging.getLogger(__name__)

PATH = "/internal/likeness"
PATIENCE_S = 2.0
"""A proposal is a courtesy: the question comes again without it after that."""


class Likeness:
    """The way to sentiment/, for one call."""

    def __init__(self, url: str, secret: str) -> None:
        self._url, self._headers = url.rstrip("/") + PATH, {"Authorization": f"Bearer {secret}"}

    @classmethod
    def of(cls, settings: Settings) -> Likeness:
        """The sentiment part that the settings name."""
        return cls(settings.sentiment_url or settings.store_url, part_secret(settings))

    async def nearest(self, item: str, text: str) -> int | None:
        """The value of the option that the text is like; None when none is, or nobody answers."""
        timeout = aiohttp.ClientTimeout(total=PATIENCE_S)
        try:
            async with aiohttp.ClientSession(headers=self._headers, timeout=timeout) as http:
                async with http.post(self._url, json={"item": item, "text": text}) as answer:
                    body: Any = await answer.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            log.warning("likeness not known", extra={"error": type(error).__name__})
            return None
        value = body.get("value") if isinstance(body, dict) else None
        return value if isinstance(value, int) and not isinstance(value, bool) else None
