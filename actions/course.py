"""Where a session stands in its questionnaire, by the store's record of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actions.state import State
from contract.messages import Answer, Record
from questionnaires.answers import latest
from questionnaires.definition import Item
from questionnaires.plan import current, plan, progress


@dataclass(frozen=True)
class Course:
    """A questionnaire and its answers so far."""

    questionnaire: str
    answers: Mapping[str, Answer]
    """The answer that counts of each item."""

    @classmethod
    def of(cls, record: Record) -> Course | None:
        """The course of the questionnaire chosen last; None when none was."""
        if not record.starts:
            return None
        return cls(record.starts[-1].questionnaire, latest(record.answers))

    def on_show(self, state: State) -> Item | None:
        """The item to ask: the one gone back to, else the first open one; None at the end."""
        had = self.answers.get(state.revisit_item or "")
        if had is not None and had.message == state.revisit_answer:
            back = next((item for item in self._plan() if item.id == had.item), None)
            if back is not None:
                return back
        return current(self.questionnaire, self.answers)

    def before(self, item: Item) -> Item | None:
        """The item before this one; None for the first."""
        items = self._plan()
        place = items.index(item)
        return items[place - 1] if place else None

    def going_back_to(self, item: Item) -> State:
        """The state in which that answered item is on show again."""
        return State(revisit_item=item.id, revisit_answer=self.answers[item.id].message)

    def progress(self, item: Item) -> str | None:
        """For example "4 of 9"; None for the free-text frame."""
        return progress(self.questionnaire, item.id, self.answers)

    def with_answer(self, answer: Answer) -> Course:
        """The course after one more answer."""
        return Course(self.questionnaire, latest([*self.answers.values(), answer]))

    def _plan(self) -> tuple[Item, ...]:
        return plan(self.questionnaire, self.answers)
