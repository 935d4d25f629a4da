"""Puts bubbles on Rasa's REST channel: each goes out as the custom JSON of one message."""

from __future__ import annotations

from collections.abc import Iterable

from rasa_sdk.executor import CollectingDispatcher

from contract.messages import Bubble
from contract.wire import to_json


def say(dispatcher: CollectingDispatcher, bubbles: Iterable[Bubble]) -> None:
    """Say them, in order."""
    for bubble in bubbles:
        dispatcher.utter_message(json_message=to_json(bubble))
