"""Asks the item on show."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.bubbles import question
from actions.course import Course
from actions.kept import kept
from actions.speech import say
from actions.state import State
from contract.errors import NotFound
from contract.messages import Answer, Start
from texts.speaking import speaking


class AskItemAnswer(Action):
    """What the form calls to fill `item_answer`, after validation has put the store's view of the
    session into the slots: it needs no store, so it cannot fail once an answer is stored."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_ask_item_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Say the note and the question."""
        starts = kept(tracker.get_slot("starts"), Start)
        course = Course.after(starts, kept(tracker.get_slot("answers"), Answer))
        if course is None:
            raise NotFound("No questionnaire is open in this session.")
        state = State.of(tracker.slots)
        with speaking(state.language):
            say(dispatcher, question(course, state))
        return []
