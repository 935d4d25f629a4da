"""Takes in what the patient sent while, or so that, the form is open."""

from __future__ import annotations

import logging
import time
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from actions.decide import Decision, decide
from actions.incoming import read
from actions.kept import keep
from actions.state import State
from actions.store import open_store

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
            record = await store.record(tracker.sender_id)
            decision = decide(record, State.of(tracker.slots), incoming, time.time())
            if decision.post is not None:
                await store.post(decision.post)
        _log(tracker.sender_id, incoming.message, decision)
        answers = keep(tracker.get_slot("answers"), record.answers, decision.post)
        return {**decision.state.slots(), "answers": answers, "item_answer": decision.end}


def _log(session: str, message: str, decision: Decision) -> None:
    posted = type(decision.post).__name__ if decision.post is not None else None
    ids = {"session": session, "message_id": message, "posted": posted, "end": decision.end}
    log.info("message decided", extra=ids)
