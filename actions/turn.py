"""One message at its place in a questionnaire, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from actions import wording
from actions.course import Course
from actions.incoming import Incoming
from actions.state import Aside, State
from contract.messages import Answer, Record, SkipReason, Start
from questionnaires.definition import Item
from questionnaires.loader import find_item, load

End = Literal["completed", "stopped", "nothing_open"]


@dataclass(frozen=True)
class Decision:
    """What to store, what to remember, and whether the form is over."""

    state: State
    post: Start | Answer | None = None
    end: End | None = None
    """How the form ends; None: it asks the item on show."""
    unclear: str | None = None
    """Words that no rule knows an option for; the text model may be asked about them."""


@dataclass(frozen=True)
class Turn:
    """One message at its place in a questionnaire."""

    record: Record
    course: Course
    item: Item
    """The item on show."""
    state: State
    incoming: Incoming
    at: float
    """When it was sent."""

    @property
    def words(self) -> str:
        """What was typed; the words of a `/reply` wait in the store."""
        if self.incoming.words is not None:
            return self.incoming.words
        replies = self.record.replies
        return next((one.text for one in replies if one.message == self.incoming.message), "")

    def again(self, note: str | None) -> Decision:
        """Nothing happens: the same question once more, after a note."""
        return self.go_on(self.state, note)

    def go_on(self, state: State, note: str | None = None) -> Decision:
        """Ask what that state has on show, after a note. What was proposed is forgotten."""
        message = self.incoming.message
        return Decision(replace(state, note=note, suggested=None, last_message=message))

    def ask(self, aside: Aside | None) -> Decision:
        """Ask that in the item's place; None: ask the item."""
        return self.go_on(replace(self.state, aside=aside))

    def give(self, value: int | None, skipped: SkipReason | None = None) -> Decision:
        """Answer the item on show; `skipped` says why there is no answer."""
        questionnaire, item = find_item(self.item.id)
        answer = Answer(
            session=self.record.session.session,
            questionnaire=questionnaire.id,
            version=load(questionnaire.id).version,
            item=item.id,
            value=value,
            at=self.at,
            message=self.incoming.message,
            skipped=skipped is not None,
            reason=skipped,
        )
        after = answered(self.course.with_answer(answer), self.state, answer)
        return replace(after, post=answer)


def answered(course: Course, state: State, answer: Answer) -> Decision:
    """What follows an answer that counts already; the same whether it is new or a repeat."""
    _, item = find_item(answer.item)
    words = item.kind == "text" and not answer.skipped
    note = wording.THANKS if words else None
    noted = replace(state, note=note, suggested=None, last_message=answer.message)
    if course.on_show(state) is None:
        return Decision(noted, end="completed")
    return Decision(replace(noted, aside=None))
