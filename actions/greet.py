"""Greets, explains and offers the questionnaires; goes on with one that is open."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions import wording
from actions.bubbles import asking_who, choice, ended, greeting
from actions.speech import say
from actions.state import State
from actions.store import open_store
from actions.waiting import Lately, Waiting, lately_of
from contract.messages import Bubble, Record
from texts.speaking import speaking


class Greet(Action):
    """The beginning of a session: who asks, that one may stop, what there is."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_greet"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Greet."""
        return await _welcome(dispatcher, tracker, greeting)


class OfferQuestionnaires(Action):
    """What one who asks for help, or is not understood, is told."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_offer_questionnaires"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Explain and offer."""
        return await _welcome(dispatcher, tracker, _explained)


def _explained(waiting: Waiting, today: Collection[str]) -> tuple[Bubble, ...]:
    return (Bubble(wording.EXPLAIN), *choice(waiting, today))


async def _welcome(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    bubbles: Callable[[Waiting, Collection[str]], tuple[Bubble, ...]],
) -> list[dict[str, Any]]:
    """Say them, unless the store has a questionnaire under way here: Rasa lost its tracker then."""
    async with open_store() as store:
        record = await store.conversation(tracker.sender_id)
        lately = await lately_of(store, record.session.patient)
    with speaking(record.session.language):
        return _said(dispatcher, record, bubbles, lately)


def _said(
    dispatcher: CollectingDispatcher,
    record: Record,
    bubbles: Callable[[Waiting, Collection[str]], tuple[Bubble, ...]],
    lately: Lately,
) -> list[dict[str, Any]]:
    reason = record.session.reason if record.session.closed is not None else None
    if reason in ("completed", "stopped"):
        say(dispatcher, ended(reason, State()))
    elif record.starts:
        return [FollowupAction("questionnaire_form")]
    else:
        said = bubbles(lately.waiting, lately.today)
        # On the web the page asks who answers, before it asks about the camera.
        asked = record.session.channel == "web" or record.who is not None
        say(dispatcher, said if asked else (*said[:-1], asking_who(said[-1])))
    return []
