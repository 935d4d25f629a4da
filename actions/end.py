"""Ends a questionnaire: every answer posted once more, the session closed, the last words."""

from __future__ import annotations

import time
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.bubbles import choice, ended
from actions.kept import kept
from actions.speech import say
from actions.state import State
from actions.store import open_store
from actions.waiting import waiting_of
from contract.client import StoreClient

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
        if end in _OVER:
            async with open_store() as store:
                await _close(store, tracker, end)
            say(dispatcher, ended(end, State.of(tracker.slots)))
        elif end == "nothing_open":
            async with open_store() as store:
                patient = (await store.session(tracker.sender_id)).patient
                say(dispatcher, choice(await waiting_of(store, patient)))
        else:
            return []
        # A reply to a stopped session reopens it: then the question is asked, not whether to stop.
        return [SlotSet(name, None) for name in ("item_answer", "stop_asked", "note")]


async def _close(store: StoreClient, tracker: Tracker, reason: str) -> None:
    session = await store.session(tracker.sender_id)
    if session.closed is not None and session.reason in _OVER:
        return
    for answer in kept(tracker.get_slot("answers")):
        await store.post(answer)
    await store.close_session(tracker.sender_id, reason, time.time())
