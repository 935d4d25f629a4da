"""What the settings of the Telegram channel must look like: pure."""

from __future__ import annotations

import re
from typing import Literal, get_args

Allows = Literal["all", "own", "reminders"]
"""all: every questionnaire; own: our own items there, validated instruments on the web page;
reminders: nothing is asked there."""


def wrong_telegram(token: str, allows: str, webhook: str, secret: str) -> str | None:
    """What is wrong, as a sentence that never shows the token or the secret; None: nothing."""
    if token and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{30,}", token):
        return (
            "VULTUS_TELEGRAM_TOKEN is not a bot's token like 123456:ABC...; @BotFather gives one."
        )
    if allows not in get_args(Allows):
        known = ", ".join(get_args(Allows))
        return f"VULTUS_TELEGRAM_ALLOWS is {allows!r}. Known: {known}."
    if webhook and not webhook.startswith("https://"):
        return "VULTUS_TELEGRAM_WEBHOOK must start with https://."
    if webhook and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        return "VULTUS_TELEGRAM_SECRET must be 16 to 256 of A-Z a-z 0-9 _ - when a webhook is set."
    return None
