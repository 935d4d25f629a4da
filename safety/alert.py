"""Which replies a person at the clinic must look at, whatever else is down.

It knows the item from the reply itself, so it works with the bot, the camera and the models down.
"""

from __future__ import annotations

from contract.errors import BadMessage
from contract.messages import Alert, AlertSource, Reply
from questionnaires.definition import Item
from questionnaires.payload import INTENTS, Payload, parse_payload
from questionnaires.resolve import is_command, resolve
from safety.finding import find, ruled
from safety.screen import Finding

DETAILS: dict[AlertSource, str] = {
    "item": "Answered {option}.",
    "unconfirmed": "Typed words that are not exactly the zero option; not confirmed yet.",
    "phrase": "Typed words that speak openly of suicide, self-harm or a wish to be dead.",
    "veiled": "Typed words that hint at it, or speak of death without a wish to die.",
    "not_answered": "Not answered: the patient skipped it, paused, began again or stopped there.",
}
BY_SECOND_LOOK = "Raised by the second look, a trained model, not by a rule."
ASKED_FOR_A_PERSON = "Asked to talk to a person there; not answered yet."
LEAVING = ("skip", "stop", "pause", "start_over")
"""Commands that leave an item without an answer; the others ask about it or come back to it."""


def asked_item(reply: Reply) -> str | None:
    """Id of the item that a reply answers: a pressed button names its own, which may be older."""
    payload = _payload(reply)
    return payload.entities.get("item", reply.item) if payload else reply.item


def alert_of(reply: Reply, item: Item | None, language: str | None = None) -> Alert | None:
    """The alert that a reply raises; `item` is what `asked_item` names, None when it is unknown.

    `language` is the session's; while it is unknown, the rules of every language look.
    """
    found = _found(reply, item, language)
    source = _source(reply, item, found)
    if source is None:
        return None
    asked = source == "unconfirmed" and _command(reply) == INTENTS["person"]
    detail = ASKED_FOR_A_PERSON if asked else DETAILS[source].format(option=_option(reply, item))
    if source in ("phrase", "veiled") and found is not None and not found.rule:
        detail = f"{detail} {BY_SECOND_LOOK}"
    known = item.id if item else reply.item
    return Alert(reply.session, reply.at, source, detail, known, reply.message)


def _source(reply: Reply, item: Item | None, found: Finding | None) -> AlertSource | None:
    if item is None or item.alert_from is None:
        return _words(found)
    value = _value(reply, item)
    if value is not None:
        return "item" if value >= item.alert_from else None
    command = _command(reply)
    if command is not None and command != INTENTS["person"]:
        return "not_answered" if command in LEAVING and not _says_why(reply) else None
    return "phrase" if _words(found) == "phrase" else "unconfirmed"


def _found(reply: Reply, item: Item | None, language: str | None) -> Finding | None:
    """What the typed words say. The second look leaves commands and options alone."""
    if not reply.typed:
        return None
    fixed = is_command(reply.text) is not None or (item and resolve(item, reply.text) is not None)
    return ruled(reply.text, language) if fixed else find(reply.text, language)


def _words(found: Finding | None) -> AlertSource | None:
    """What the typed words alone raise, in any language that has rules."""
    if found is None:
        return None
    return "phrase" if found.kind == "explicit" else "veiled"


def _value(reply: Reply, item: Item) -> int | None:
    """The option that was pressed or exactly typed; None when it was none of the item's."""
    if reply.typed:
        return resolve(item, reply.text)
    payload = _payload(reply)
    option = payload.entities.get("option", "") if payload else ""
    return int(option) if option in {str(one.value) for one in item.options} else None


def _option(reply: Reply, item: Item | None) -> str:
    """The official words of the option that the reply gives, and its value."""
    value = _value(reply, item) if item else None
    labels = {option.value: option.label for option in item.options} if item else {}
    return f'"{labels[value]}" ({value})' if value in labels else ""


def _says_why(reply: Reply) -> bool:
    """Whether it only adds the reason to a skip, which has been reported by then."""
    payload = _payload(reply)
    return payload is not None and "reason" in payload.entities


def _command(reply: Reply) -> str | None:
    """The intent of a command, typed or pressed."""
    if reply.typed:
        command = is_command(reply.text)
        return None if command is None else INTENTS[command]
    payload = _payload(reply)
    return None if payload is None or payload.intent == "answer" else payload.intent


def _payload(reply: Reply) -> Payload | None:
    """The payload of a pressed button; None when it has none or one that is not of the form."""
    if reply.typed or reply.payload is None:
        return None
    try:
        return parse_payload(reply.payload)
    except BadMessage:
        return None
