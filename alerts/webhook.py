"""A notice as a JSON POST to a webhook."""

from __future__ import annotations

from typing import Any

import aiohttp

from alerts.notice import Notice


def body_of(notice: Notice) -> dict[str, Any]:
    """The JSON object: what a mail says, and no more. `text` is what chat webhooks show."""
    return {
        "event": "alert",
        "alert": notice.number,
        "urgency": notice.urgency,
        "notice": notice.count,
        "escalated": notice.escalated,
        "demo": notice.demo,
        "link": notice.link,
        "text": f"{notice.subject}: {notice.link}",
    }


async def send_webhook(http: aiohttp.ClientSession, notice: Notice, url: str) -> None:
    """Post it; aiohttp.ClientError or TimeoutError unless the answer is a 2xx."""
    async with http.post(url, json=body_of(notice), allow_redirects=False) as answer:
        if not 200 <= answer.status < 300:
            raise aiohttp.ClientResponseError(
                answer.request_info, answer.history, status=answer.status
            )
