"""The fixed message that a reply gets when it raised an alert. No model and no bot is behind it."""

from __future__ import annotations

from contract.messages import Alert
from contract.settings import Settings

DEMO = "Demo: nobody reads this."
_SHOWN_FOR = ("item", "unconfirmed", "phrase", "veiled")


def safety_text(alert: Alert | None, settings: Settings) -> str | None:
    """The message to show at once; None when the alert needs none (an item left unanswered)."""
    if alert is None or alert.source not in _SHOWN_FOR:
        return None
    call = settings.contact or "Please call your local emergency number."
    read = DEMO if settings.demo else "Your clinic is told, but may not be reading at this moment."
    return "\n".join(
        (
            "If you think about hurting yourself, or are in danger, please talk to a person now.",
            call,
            f"This is a computer program and cannot help in an emergency. {read}",
            "You can go on, take a break or stop. Your answers are kept.",
        )
    )
