"""What a reply says by itself: its alert, and how its words count.

Looking takes milliseconds, half a second for a long reply, and the database lets one write at a
time: so it is done before the transaction that stores the reply with its alert.
"""

from __future__ import annotations

from dataclasses import dataclass

from contract.messages import Alert, Reply
from fusion.items import known_item
from questionnaires.definition import Item
from questionnaires.resolve import agrees, is_command, resolve
from questionnaires.typed import chat_at
from safety.alert import alert_of, asked_item


@dataclass(frozen=True)
class Look:
    """It comes from the reply, the language of its session and the questionnaires' files."""

    language: str | None
    """What its words were looked at in."""
    alert: Alert | None
    """What it raises if it is new."""
    words: bool
    """Whether it is words of the patient's own."""
    open_item: bool
    """Whether its item asks for such words."""

    @classmethod
    def at(cls, reply: Reply, language: str | None) -> Look:
        """Read the reply; it names its item itself."""
        item, asked = known_item(reply.item), asked_item(reply)
        other = item if asked == reply.item else known_item(asked)
        return cls(
            language=language,
            alert=alert_of(reply, other, language),
            words=reply.typed and _own_words(item, reply),
            open_item=item is not None and item.kind == "text",
        )


def _own_words(item: Item | None, reply: Reply) -> bool:
    """Whether words typed in an item are no command, no small talk, no mere yes or no to what was
    proposed, and none of its options."""
    if reply.item is None or is_command(reply.text) is not None:
        return False
    if chat_at(reply.item, reply.text) is not None:
        return False
    if item is None or item.kind == "text":
        return True
    return agrees(reply.text) is None and resolve(item, reply.text) is None
