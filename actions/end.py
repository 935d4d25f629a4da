"""Ends a questionnaire: every answer posted once more, the session closed, the last words."""

from __future__ import annotations

import time
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.bubbles import choice, ended, offers
from actions.kept import kept
from actions.speech import say
from actions.state import State
from actions.store import open_store
from actions.waiting import lately_of
from contract.client import StoreClient
from contract.messages import Answer, Button, Start
from texts.speaking import speaking

_OVER = ("completed", "stopped")


class EndQuestionnaire(Action):
    """What follows the form; `item_answer` says how it ended."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_end_questionnaire"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Close and say so. Silent when the form failed to open: Rasa comes by here then, too."""
        end = tracker.get_slot("item_answer")
        state = State.of(tracker.slots)
        if end in _OVER:
            async with open_store() as store:
                with speaking(state.language):
                    others = await _close(store, tracker, end)
            with speaking(state.language):
                say(dispatcher, ended(end, state, others))
        elif end == "nothing_open":
            async with open_store() as store:
                session = await store.session(tracker.sender_id)
                lately = await lately_of(store, session.patient)
            with speaking(session.language):
                say(dispatcher, choice(lately.waiting, lately.today))
        else:
            return []
        # A reply to a stopped session reopens it: then the question is asked, not whether to stop.
        return [SlotSet(name, None) for name in ("item_answer", "aside", "note")]


async def _close(store: StoreClient, tracker: Tracker, reason: str) -> tuple[Button, ...]:
    """Close the session; what else the patient may answer in it now."""
    session = await store.session(tracker.sender_id)
    if session.closed is None or session.reason not in _OVER:
        for answer in kept(tracker.get_slot("answers"), Answer):
            await store.post(answer)
        await store.close_session(tracker.sender_id, reason, time.time())
    had = {start.questionnaire for start in kept(tracker.get_slot("starts"), Start)}
    lately = await lately_of(store, session.patient)
    return offers({*had, *lately.waiting}, lately.today)
