"""An installation that is no demo any more."""

from __future__ import annotations

from dataclasses import replace

from aiohttp.test_utils import unused_port

from contract.settings import Settings


def live(settings: Settings) -> Settings:
    """Live, with a webhook that nobody listens on."""
    return replace(
        settings,
        mode="live",
        alert_to=(f"http://127.0.0.1:{unused_port()}/",),
        safety_reviewed_by="the ward's psychologist",
        parts=("channels", "fusion", "alerts"),
    )
