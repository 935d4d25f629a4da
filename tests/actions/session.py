"""A session on paper for the pure tests: what the store would hold, message after message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.bubbles import question
from actions.course import Course
from actions.decide import decide
from actions.incoming import read
from actions.state import State
from actions.turn import Decision
from contract.messages import Answer, Record, Reply, Session, Start
from questionnaires.definition import Item
from questionnaires.payload import make_payload


class Sitting:
    """One patient's session. `send` does what the actions do, with a record instead of a store."""

    def __init__(self, questionnaire: str = "phq9") -> None:
        self.record = Record(Session("s", "p", "web", opened=0.0))
        self.state = State()
        self.decision = Decision(self.state)
        self._count = 0
        self.press(make_payload("start_questionnaire", questionnaire=questionnaire))

    @property
    def item(self) -> Item | None:
        """The item on show."""
        course = Course.of(self.record)
        return course.on_show(self.state) if course else None

    @property
    def answers(self) -> list[tuple[str, int | None]]:
        """Every answer ever given."""
        return [(answer.item, answer.value) for answer in self.record.answers]

    def press(self, payload: str, message: str | None = None) -> Decision:
        """Press a button; the same `message` again is a repeat."""
        return self._send(payload, payload, message)

    def choose(self, value: int, item: str | None = None, message: str | None = None) -> Decision:
        """Press an option of an item, by default of the one on show."""
        on_show = self.item.id if self.item else ""
        return self.press(make_payload("answer", item=item or on_show, option=str(value)), message)

    def type(self, words: str, message: str | None = None) -> Decision:
        """Type words while an item is on show."""
        name = message or self._name()
        item = self.item.id if self.item else ""
        return self._send(make_payload("reply", item=item, message=name), words, name)

    def say(self, words: str) -> Decision:
        """Words that reach Rasa as they are."""
        return self._send(words, words, None)

    def command(self, intent: str, item: str | None = None) -> Decision:
        """Press back, skip or stop."""
        return self.press(make_payload(intent, item=item or (self.item.id if self.item else "")))

    def until(self, item: str) -> None:
        """Answer with 0 until that item is on show."""
        while self.item is not None and self.item.id != item:
            self.choose(0) if self.item.kind == "choice" else self.type("well enough")

    def button(self, title: str) -> Decision:
        """Press the button of that title in what is shown."""
        course = Course.of(self.record)
        assert course is not None
        buttons = question(course, self.state)[-1].buttons
        (payload,) = (one.payload for one in buttons if title in one.title)
        return self.press(payload)

    def _name(self) -> str:
        self._count += 1
        return f"m{self._count}"

    def _send(self, text: str, words: str, message: str | None) -> Decision:
        name = message or self._name()
        if all(reply.message != name for reply in self.record.replies):
            reply = Reply("s", name, float(self._count), words)
            self.record = replace(self.record, replies=(*self.record.replies, reply))
        latest: dict[str, Any] = {"text": text, "metadata": {"message": name}}
        self.decision = decide(self.record, self.state, read(latest), now=1000.0)
        self._store(self.decision.post)
        self.state = self.decision.state
        return self.decision

    def _store(self, message: Start | Answer | None) -> None:
        if isinstance(message, Start):
            self.record = replace(self.record, starts=(*self.record.starts, message))
        if isinstance(message, Answer):
            self.record = replace(self.record, answers=(*self.record.answers, message))
