"""The patient's own words, with the question each was typed to."""

from __future__ import annotations

from contract.messages import Record, Reply
from questionnaires.definition import Item
from questionnaires.resolve import is_command, resolve
from report.question import Definitions, question
from report.view import ReplyLine


def reply_lines(record: Record, definitions: Definitions) -> tuple[ReplyLine, ...]:
    """Every typed reply that is neither an option nor a command, in the order of their times."""
    return tuple(
        _line(reply, definitions) for reply in record.replies if own_words(reply, definitions)
    )


def own_words(reply: Reply, definitions: Definitions) -> bool:
    """Whether the reply is free text that is still there."""
    item = None if reply.item is None else question(reply.item, definitions).item
    return reply.typed and bool(reply.text) and not answers_directly(reply.text, item)


def answers_directly(text: str, item: Item | None) -> bool:
    """Whether typed text is an option of the item, its number, or a command."""
    if item is None:
        return False
    return is_command(text) is not None or resolve(item, text) is not None


def _line(reply: Reply, definitions: Definitions) -> ReplyLine:
    asked = None if reply.item is None else question(reply.item, definitions)
    return ReplyLine(
        message=reply.message,
        at=reply.at,
        item=reply.item,
        question=None if asked is None else asked.text,
        words=reply.text,
    )
