"""Takes in what the patient sent while, or so that, the form is open."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from actions.decide import decide
from actions.incoming import read
from actions.kept import keep
from actions.proposal import by_likeness
from actions.slots import slots_of
from actions.state import State
from actions.store import open_store
from actions.turn import Decision
from actions.waiting import lately_of
from contract.likeness import Likeness
from contract.messages import Answer, Record, Start
from contract.settings import load_settings
from questionnaires.loader import find_item
from texts.speaking import speaking

log = logging.getLogger(__name__)


class ValidateQuestionnaireForm(FormValidationAction):
    """Decides by the store's record of the session; stores an answer before it asks the next."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "validate_questionnaire_form"

    async def validate_item_answer(
        self,
        value: object,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,
    ) -> dict[str, Any]:
        """The slots after the message; `item_answer` stays empty until the form is over."""
        incoming = read(tracker.latest_message)
        async with open_store() as store:
            record = await store.conversation(tracker.sender_id)
            answers = keep(tracker.get_slot("answers"), record.answers)
            known = replace(record, answers=tuple(answers))
            starting = incoming.intent == "start_questionnaire"
            lately = await lately_of(store, record.session.patient) if starting else None
            waiting = lately.waiting if lately else {}
            state = State.of(tracker.slots)
            with speaking(record.session.language):
                decision = decide(known, state, incoming, time.time(), waiting)
            if decision.post is not None:
                await store.post(decision.post)
        if decision.unclear is not None and incoming.item is not None:
            with speaking(record.session.language):
                _, item = find_item(incoming.item)
                decision = await by_likeness(decision, item, Likeness.of(load_settings()))
        _log(tracker.sender_id, incoming.message, decision)
        return _slots(known, decision)


def _slots(record: Record, decision: Decision) -> dict[str, Any]:
    """What the form remembers of the store and of the decision."""
    posted = decision.post
    starts = [*record.starts, *([posted] if isinstance(posted, Start) else [])]
    answers = [*record.answers, *([posted] if isinstance(posted, Answer) else [])]
    state = replace(decision.state, language=record.session.language)
    return {**slots_of(state, starts, answers), "item_answer": decision.end}


def _log(session: str, message: str, decision: Decision) -> None:
    posted = type(decision.post).__name__ if decision.post is not None else None
    ids = {"session": session, "message_id": message, "posted": posted, "end": decision.end}
    log.info("message decided", extra=ids)
