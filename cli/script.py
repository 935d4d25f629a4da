"""What the replayed patient says: the lines of a file, each to the item it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cli.cannot_replay import CannotReplay
from contract.messages import Answer
from questionnaires.definition import Item
from questionnaires.loader import load
from questionnaires.payload import make_payload
from questionnaires.plan import current, plan
from questionnaires.resolve import is_command, resolve


@dataclass(frozen=True)
class Line:
    """One reply in the file."""

    number: int
    """From 1, as an editor counts."""
    words: str


@dataclass(frozen=True)
class Turn:
    """One answer: a typed line, or a button that is pressed because no line is left for it."""

    item: str
    text: str
    line: int | None
    """Number of the line; None for a pressed button."""
    payload: str | None = None
    """The pressed button's payload; None for a typed line."""

    def __str__(self) -> str:
        """How errors name it, without the words."""
        return f"line {self.line}" if self.line else f"the button for {self.item}"


def read_lines(path: Path) -> tuple[Line, ...]:
    """The lines that are not blank. Raises CannotReplay when there are none to be had."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise CannotReplay(f"Replies {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CannotReplay(f"Replies {path} is not UTF-8 text; save it as that.") from None
    numbered = enumerate((line.strip() for line in text.split("\n")), start=1)
    lines = tuple(Line(number, words) for number, words in numbered if words)
    if not lines:
        raise CannotReplay(f"Replies {path} is empty: write one reply on each line.")
    return lines


def make_script(questionnaire: str, lines: Sequence[Line]) -> tuple[Turn, ...]:
    """Each line put to the item it answers, in the order in which the items are asked.

    An item that is asked only sometimes is answered with its first option when the lines would
    not last otherwise. Raises NotFound for an unknown questionnaire, and CannotReplay for too few
    or too many lines or one that is no answer; errors name numbers of lines, never words.
    """
    _check_count(questionnaire, len(lines))
    answers: dict[str, Answer] = {}
    turns: list[Turn] = []
    while (item := current(questionnaire, answers)) is not None:
        left = lines[sum(turn.line is not None for turn in turns) :]
        needed = sum(other.id not in answers for other in plan(questionnaire, answers))
        if item.show_if is not None and len(left) < needed:
            turn, value = _press(item)
        else:
            turn, value = _type(item, left[0])
        turns.append(turn)
        answers[item.id] = Answer("", questionnaire, "", item.id, value, 0.0, "")
    typed = sum(turn.line is not None for turn in turns)
    if typed < len(lines):
        raise CannotReplay(
            f"Line {lines[typed].number} is one too many: with these answers {questionnaire} asks "
            f"{typed} questions."
        )
    return tuple(turns)


def due_times(turns: int, seconds: float) -> tuple[float, ...]:
    """When each turn's answer is sent, spread evenly over the clip, the last at its end."""
    return tuple(seconds * (number / turns) for number in range(1, turns + 1))


def _check_count(questionnaire: str, lines: int) -> None:
    least, most = len(plan(questionnaire, {})), len(load(questionnaire).items) + 2
    if not least <= lines <= most:
        needed = least if least == most else f"{least} or {most}"
        raise CannotReplay(
            f"The replies have {lines} lines; {questionnaire} needs {needed}: free text first and "
            "last, and a number or an option's label for each item between."
        )


def _press(item: Item) -> tuple[Turn, int | None]:
    option = item.options[0]
    payload = make_payload("answer", item=item.id, option=str(option.value))
    return Turn(item.id, option.label, None, payload), option.value


def _type(item: Item, line: Line) -> tuple[Turn, int | None]:
    turn = Turn(item.id, line.words, line.number)
    if is_command(line.words):
        raise CannotReplay(f"Line {line.number} is a command (back, skip, stop), not an answer.")
    if item.kind == "text":
        return turn, None
    value = resolve(item, line.words)
    if value is None:
        options = ", ".join(f"{option.value} ({option.label})" for option in item.options)
        raise CannotReplay(f"Line {line.number} is no option of {item.id}; it has {options}.")
    return turn, value
