"""Where a session stands in its questionnaire, by the store's record of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from actions.state import State
from contract.messages import Answer, Record, Start
from questionnaires.answers import counting, latest
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
        return cls.after(record.starts, record.answers)

    @classmethod
    def after(cls, starts: Sequence[Start], answers: Iterable[Answer]) -> Course | None:
        """The same, from what the slots hold of a record."""
        return cls(starts[-1].questionnaire, counting(starts, answers)) if starts else None

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

    def answered(self) -> tuple[Item, ...]:
        """The items whose answer can be changed, in the order they are asked in."""
        return tuple(item for item in self._plan() if item.id in self.answers)

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
