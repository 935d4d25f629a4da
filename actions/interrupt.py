"""Answers an interruption: bot/data/rules.yml leads from here back to the question."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any, get_args

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions import wording
from actions.bubbles import choice
from actions.course import Course
from actions.incoming import Incoming, read
from actions.interruption import LANGUAGE, person, said_to
from actions.kept import keep
from actions.slots import slots_of
from actions.speech import say
from actions.state import State
from actions.store import open_store
from actions.waiting import Lately, lately_of
from contract.client import StoreClient
from contract.messages import Bubble, Record, Respondent, Who
from questionnaires.loader import load
from texts.speaking import speaking

_WHO: tuple[Who, ...] = get_args(Who)


class AnswerInterruption(Action):
    """Leaves what is said in the slot `note`: the form says it with the question, so that nothing
    is said twice when the form fails. Without an open question it speaks itself."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_answer_interruption"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Put the session, as the store has it, and the note into the slots."""
        incoming = read(tracker.latest_message)
        async with open_store() as store:
            record = await store.conversation(tracker.sender_id)
            with speaking(record.session.language):
                said = await _heard(store, record, incoming)
                if tracker.get_intent_of_latest_message() == "need_person":
                    said = person()
                lately = await lately_of(store, record.session.patient)
                return _answered(dispatcher, tracker, record, said, lately)


def _answered(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    record: Record,
    said: str | None,
    lately: Lately,
) -> list[dict[str, Any]]:
    """The slots for the form to go on with; without a form what can be chosen is said here."""
    incoming, state = read(tracker.latest_message), State.of(tracker.slots)
    answers = keep(tracker.get_slot("answers"), record.answers)
    course = Course.after(record.starts, answers)
    item = None if course is None else course.on_show(state)
    if incoming.kind == LANGUAGE and course is None:
        return [FollowupAction("action_greet")]
    if incoming.kind == LANGUAGE and item is None:  # only own words were left, and it asks for none
        over = slots_of(replace(state, language=record.session.language), record.starts, answers)
        return [
            SlotSet("item_answer", "completed"),
            *(SlotSet(name, value) for name, value in over.items()),
            ActiveLoop(None),
            FollowupAction("action_end_questionnaire"),
        ]
    if course is None or item is None:
        say(dispatcher, ((Bubble(said),) if said else ()) + choice(lately.waiting, lately.today))
        return []
    note = said or said_to(incoming, item, load(course.questionnaire))
    noted = replace(
        state,
        aside=None,
        note=note,
        language=record.session.language,
        last_message=incoming.message,
    )
    slots = slots_of(noted, record.starts, answers)
    lost = not tracker.active_loop
    goes_on = [FollowupAction("questionnaire_form")] if lost else []
    return [*(SlotSet(name, value) for name, value in slots.items()), *goes_on]


async def _heard(store: StoreClient, record: Record, incoming: Incoming) -> str | None:
    """What is said whether a question is open or not."""
    who = next((one for one in _WHO if one == incoming.who), None)
    if who is None:
        return person() if incoming.intent == "ask_person" else None
    replies = (reply.at for reply in record.replies if reply.message == incoming.message)
    at = next(replies, time.time())
    await store.post(Respondent(record.session.session, who, at))
    return wording.NOTED_WHO.format(who=wording.who()[who])
