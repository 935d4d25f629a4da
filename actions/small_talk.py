"""Answers thanks, goodbye and "who are you?" outside a questionnaire, in the session's language."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions import wording
from actions.speech import say
from actions.store import open_store
from contract.messages import Bubble
from texts.speaking import speaking

_KINDS = {"ask_who": "who", "thank": "thanks", "goodbye": "bye"}
"""What each intent is called in `small_talk` of the texts."""


class SmallTalk(Action):
    """Says it, and no more: what there is to choose from stays on show."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_small_talk"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Answer."""
        kind = _KINDS[str(tracker.get_intent_of_latest_message())]
        async with open_store() as store:
            session = await store.session(tracker.sender_id)
        with speaking(session.language):
            say(dispatcher, (Bubble(wording.small_talk()[kind]),))
        return []
