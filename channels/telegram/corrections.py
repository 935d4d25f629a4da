"""An edited message: it is stored and looked at for danger as any words are, and the patient is
asked whether it shall be the new answer. Without a yes nothing of the questionnaire changes."""

from __future__ import annotations

from dataclasses import replace

from channels.telegram import wording
from channels.telegram.entries import Asked, asked, message_id
from contract.errors import NotFound
from contract.messages import BotTurn, Bubble, Button, Record, Reply
from questionnaires.answers import counting
from questionnaires.loader import find_item
from questionnaires.payload import Payload, make_payload

CHANGE, KEEP = "change_edited", "keep_first"
"""Intents of the two buttons. They never reach the bot."""
SHOWN_WORDS = 200


def edited_reply(first: Reply | None, new: Reply) -> Reply:
    """The edit as a reply. Only where words can alert does it name its item: there it alerts as
    words typed at the item would; elsewhere, unconfirmed, it belongs to no turn of the session."""
    item = None if first is None else first.item
    try:
        alerts = item is not None and find_item(item)[1].alert_from is not None
    except NotFound:
        alerts = False
    return replace(new, item=item if alerts else None)


def question(record: Record, first: Reply | None, edit: Reply, at: float) -> BotTurn:
    """What the patient is asked, or told where an edit cannot be taken."""
    session, waits = record.session.session, _waits(record)
    if first is None or first.item is None or waits is None:
        return _turn(session, edit, at, Bubble(wording.SEND_NEW), *_still(waits))
    if _way_to(record, first, waits) is None:
        return _turn(session, edit, at, Bubble(wording.TOO_EARLIER), *_still(waits))
    words = edit.text if len(edit.text) <= SHOWN_WORDS else edit.text[:SHOWN_WORDS] + "…"
    given = {"edit": edit.message, "first": first.message}
    bubble = Bubble(
        wording.EDITED.format(words=words, item=find_item(first.item)[1].text),
        buttons=(
            Button(wording.YES_CHANGE, make_payload(CHANGE, **given)),
            Button(wording.NO_KEEP, make_payload(KEEP, **given)),
        ),
        camera_pause=waits.bubble.camera_pause,
    )
    return _turn(session, edit, at, bubble)


def kept(record: Record, press: Reply, at: float) -> BotTurn:
    """The first answer stays, and what waited before the edit waits again."""
    return _turn(record.session.session, press, at, Bubble(wording.KEPT), *_still(_waits(record)))


def changed(record: Record, press: Reply, payload: Payload) -> tuple[Reply, ...]:
    """The replies that make the edit the new answer: back to its item, then its words."""
    edit, first = payload.entities.get("edit", ""), payload.entities.get("first", "")
    by_id = {reply.message: reply for reply in record.replies}
    waits = _waits(record)
    if edit not in by_id or first not in by_id or waits is None:
        return ()
    way = _way_to(record, by_id[first], waits)
    if way is None:
        return ()
    words = Reply(
        press.session,
        message_id(press.message, "words"),
        press.at,
        by_id[edit].text,
        by_id[first].item,
        press.at,
    )
    return (*(replace(press, payload=one, item=waits.bubble.item) for one in way), words)


def _way_to(record: Record, first: Reply, waits: Asked) -> tuple[str, ...] | None:
    """Payloads that lead from the item on show to the edited one; none when that is still on show.

    None when the item is not one that was answered here.
    """
    item = waits.bubble.item
    if item is None or not record.starts:
        return None
    if item == first.item:
        return ()
    course = counting(record.starts, record.answers)
    if first.item in course:
        return (make_payload("change_answer", to=first.item),)
    return None


def _waits(record: Record) -> Asked | None:
    """What waits for an answer, edits left aside."""
    turns = tuple(turn for turn in record.bot_turns if not _asks_about_edit(turn))
    return asked(replace(record, bot_turns=turns))


def _asks_about_edit(turn: BotTurn) -> bool:
    payloads = (button.payload for bubble in turn.bubbles for button in bubble.buttons)
    return any(payload.startswith((f"/{CHANGE}{{", f"/{KEEP}{{")) for payload in payloads)


def _still(waits: Asked | None) -> tuple[Bubble, ...]:
    return () if waits is None else (waits.bubble,)


def _turn(session: str, reply: Reply, at: float, *bubbles: Bubble) -> BotTurn:
    return BotTurn(session, reply.message, at, bubbles)
