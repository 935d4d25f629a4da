"""After another language was chosen: the bot says in it what is on show, wherever that is."""

from __future__ import annotations

import time
from dataclasses import dataclass

from channels.delivery import Delivery
from channels.outgoing import START, outgoing
from channels.rooms import Rooms
from contract.client import StoreClient
from contract.messages import Reply
from questionnaires.payload import make_payload
from texts.language import texts_of


@dataclass(frozen=True)
class Chosen:
    """A language that a patient chose, in one session, as the reply with that id."""

    patient: str
    session: str
    message: str
    language: str


async def speak(store: StoreClient, delivery: Delivery, rooms: Rooms, chosen: Chosen) -> None:
    """From now on, also in the patient's sessions on other channels that are open here: a chat
    must not keep a question with the keys of another language."""
    await store.choose_language(chosen.patient, chosen.language)
    for session in dict.fromkeys((chosen.session, *rooms.sessions_of(chosen.patient))):
        await _ask_anew(store, delivery, session, chosen.message, chosen.language)
        await rooms.say(session, {"kind": "language", "language": chosen.language})


async def _ask_anew(
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
