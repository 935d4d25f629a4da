"""After another language was chosen: the bot says in it what is on show."""

from __future__ import annotations

import time

from channels.delivery import Delivery
from channels.outgoing import START, outgoing
from contract.client import StoreClient
from contract.messages import Reply
from questionnaires.payload import make_payload
from texts.language import texts_of


async def ask_anew(
    store: StoreClient, delivery: Delivery, session: str, message: str, language: str
) -> None:
    """The choice is a reply as any pressed button is, under that id; nothing before the bot has
    begun, and nothing in a session that is over."""
    record = await store.conversation(session)
    begun = START in {turn.message for turn in record.bot_turns}
    if record.session.closed is not None or not begun:
        return
    reply = Reply(
        session,
        message,
        time.time(),
        texts_of(language).name,
        typed=False,
        payload=make_payload("repeat", kind="language"),
    )
    await store.post(reply)
    delivery.hand_over(outgoing(reply))
