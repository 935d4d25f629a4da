"""What an item is called on the pages; an item whose definition is gone keeps its id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.definition import Item, Option, Questionnaire
from questionnaires.plan import FRAME

Definitions = Mapping[str, Questionnaire]
"""The questionnaires by id, as `questionnaires.loader.load_all` gives them."""


@dataclass(frozen=True)
class Question:
    """An item with its names; `item` is None when no installed questionnaire has it."""

    id: str
    text: str
    group: str
    """Short name of its questionnaire: "PHQ-9"; empty for the free-text questions around it."""
    label: str
    """Place in it: "9"; "before" and "after" for the free-text questions."""
    item: Item | None

    @property
    def name(self) -> str:
        """For a sentence: "PHQ-9 item 9", or the question itself in quotes."""
        return f"{self.group} item {self.label}" if self.group else f"'{self.text}'"

    def option(self, value: int | None) -> Option | None:
        """The option of that value."""
        options = self.item.options if self.item else ()
        return next((option for option in options if option.value == value), None)


def question(item_id: str, definitions: Definitions) -> Question:
    """The question of that id."""
    for questionnaire in definitions.values():
        for place, item in enumerate(questionnaire.items, start=1):
            if item.id != item_id:
                continue
            if questionnaire.id == FRAME:
                label = item_id.removeprefix(f"{FRAME}_")
                return Question(item_id, item.text, "", label, item)
            return Question(item_id, item.text, short_name(questionnaire), str(place), item)
    return Question(item_id, item_id, "", item_id, None)


def short_name(questionnaire: Questionnaire) -> str:
    """What stands in brackets at the end of the title, else the title: "PHQ-9"."""
    found = re.search(r"\(([^()]+)\)$", questionnaire.title)
    return found.group(1) if found else questionnaire.title
