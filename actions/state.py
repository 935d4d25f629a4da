"""What the form remembers between two messages, kept in Rasa's slots. Everything that matters is
in the store: a lost tracker costs at most the way back to an item and a repeated question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

Aside = Literal["stop", "restart", "skip", "change", "pause", "more"]
"""What can be asked in the item's place: really stop or begin again? why skip? change which answer?
go on after a pause? what else can be done?"""


@dataclass(frozen=True)
class State:
    """The form's slots; the names are those of domain.yml."""

    revisit_item: str | None = None
    """The answered item that the patient went back to."""
    revisit_answer: str | None = None
    """Message of the answer it had then: once it has another one, going back is over."""
    aside: Aside | None = None
    """What waits for an answer in the item's place; None: the item does."""
    note: str | None = None
    """What is said before the next question."""
    suggested: str | None = None
    """Payload of the option that the patient's own words may mean; it waits for a yes."""
    language: str | None = None
    """The session's, as the store had it; None: the installation's."""
    last_message: str | None = None
    """Id of the last message that was dealt with."""

    @classmethod
    def of(cls, slots: Mapping[str, Any]) -> State:
        """The state in a tracker's slots."""
        known = {part.name: slots.get(part.name) for part in fields(cls)}
        return cls(**{name: value for name, value in known.items() if value is not None})

    def slots(self) -> dict[str, Any]:
        """The slots to set."""
        return asdict(self)
