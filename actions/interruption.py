"""What is said to one who asks something instead of answering; the question then comes again."""

from __future__ import annotations

from actions import wording
from actions.incoming import Incoming
from contract.settings import load_settings
from questionnaires.definition import Item, Questionnaire
from questionnaires.spoken import speaks
from texts.speaking import current

LANGUAGE = "language"
"""The kind of a repeat that another language brings about."""
INTERRUPTIONS = ("repeat", "ask_why", "ask_meaning", "ask_person", "small_talk")
"""Their intents. bot/data/rules.yml says that the form goes on after each."""


def said_to(incoming: Incoming, item: Item, questionnaire: Questionnaire) -> str | None:
    """The words before the question; None where it only comes again."""
    if incoming.intent == "repeat" and incoming.kind == LANGUAGE:
        return now_speaking(questionnaire)
    if incoming.intent == "ask_why":
        return questionnaire.why or wording.WHY
    if incoming.intent == "ask_meaning":
        return item.explain or wording.AS_YOU_UNDERSTAND
    if incoming.intent == "ask_person":
        return person()
    return (
        wording.small_talk().get(incoming.kind or "") if incoming.intent == "small_talk" else None
    )


def now_speaking(questionnaire: Questionnaire) -> str:
    """What is said when another language was chosen, also of a questionnaire that has it not."""
    if speaks(questionnaire, current()):
        return wording.NOW_SPEAKING
    name = wording.language_name(questionnaire.language)
    only = wording.ONLY_IN.format(title=questionnaire.title, language=name)
    return f"{wording.NOW_SPEAKING} {only}"


def person() -> str:
    """How to reach somebody, in the clinic's own words where they are set."""
    contact = " ".join(load_settings().contact.split())
    return wording.PERSON.format(contact=contact or wording.NO_CONTACT)
