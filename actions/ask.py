"""Asks the item on show."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.bubbles import question
from actions.course import Course
from actions.speech import say
from actions.state import State
from actions.store import open_store
from contract.errors import NotFound


class AskItemAnswer(Action):
    """What the form calls to fill `item_answer`: the store says which item is next."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_ask_item_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Say the note and the question."""
        async with open_store() as store:
            course = Course.of(await store.record(tracker.sender_id))
        if course is None:
            raise NotFound("The store has no questionnaire started in this session.")
        say(dispatcher, question(course, State.of(tracker.slots)))
        return []
