"""Puts bubbles on Rasa's REST channel: each goes out as the custom JSON of one message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rasa_sdk.executor import CollectingDispatcher

from contract.messages import Bubble
from contract.wire import to_json
from texts.language import texts_of
from texts.speaking import current


def say(dispatcher: CollectingDispatcher, bubbles: Iterable[Bubble]) -> None:
    """Say them, in order."""
    for bubble in bubbles:
        spoken = replace(bubble, language=bubble.language or texts_of(current()).language)
        dispatcher.utter_message(json_message=to_json(spoken))
