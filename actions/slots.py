"""The form's slots after a message: the store's view of the session, and the state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from actions.state import State
from contract.messages import Answer, Start
from contract.wire import to_json


def slots_of(state: State, starts: Iterable[Start], answers: Iterable[Answer]) -> dict[str, Any]:
    """All but `item_answer`, by name."""
    return {
        **state.slots(),
        "starts": [to_json(start) for start in starts],
        "answers": [to_json(answer) for answer in answers],
    }
