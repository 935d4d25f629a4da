"""The questionnaires of a session: official score, and every item with the answer that counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contract.messages import Answer, Record
from questionnaires.answers import counting
from questionnaires.definition import Item, Questionnaire
from questionnaires.plan import FRAME, applies, current
from questionnaires.score import Score, score
from report.change import change_line
from report.question import Definitions, question, short_name
from report.view import AnswerLine, ScoreLine, Status
from report.wording import SKIP_REASONS


def score_lines(
    record: Record, definitions: Definitions, earlier: Sequence[Record] = ()
) -> tuple[ScoreLine, ...]:
    """One line for each questionnaire that was started, in the order of their starts.

    `earlier` are sessions of the same patient before this one, the latest first.
    """
    counted = counting(record.starts, record.answers)
    versions = {start.questionnaire: start.version for start in record.starts}
    return tuple(_line(id, versions[id], record, counted, definitions, earlier) for id in versions)


def answer_lines(record: Record, definitions: Definitions) -> tuple[AnswerLine, ...]:
    """The answers that count, in the questionnaires' order; free-text frame questions left out."""
    counted = counting(record.starts, record.answers)
    places = [item.id for one in definitions.values() for item in one.items]
    order = {item: place for place, item in enumerate(places)}
    return tuple(
        _answer(answer, definitions)
        for answer in sorted(counted.values(), key=lambda a: order.get(a.item, len(order)))
        if not _frames(answer, definitions) and _asked(answer, counted, definitions)
    )


def _line(
    id: str,
    version: str,
    record: Record,
    counted: Mapping[str, Answer],
    definitions: Definitions,
    earlier: Sequence[Record],
) -> ScoreLine:
    known = definitions.get(id)
    said = None if known is None else score(known, counted)
    scored = known is not None and known.maximum > 0
    return ScoreLine(
        questionnaire=id,
        version=version,
        title=id if known is None else known.title,
        status=_status(id, known, record, counted),
        scored=scored,
        name=id if known is None else short_name(known),
        total=None if said is None else said.total,
        maximum=said.maximum if said and scored else None,
        band=None if said is None else said.band,
        answered=0 if said is None else said.answered,
        missing=tuple(question(item, definitions).label for item in said.missing) if said else (),
        prorated=said is not None and said.prorated,
        subscales=() if said is None else said.subscales,
        text=_text(id, known, said),
        note=_note(version, known, sum(one.questionnaire == id for one in record.starts)),
        change=change_line(known, version, said, earlier) if known and said else None,
    )


def _text(id: str, known: Questionnaire | None, said: Score | None) -> str:
    if known is None or said is None:
        return id
    if said.maximum == 0:
        return known.title
    name = short_name(known)
    if said.spread:
        return f"{name}: no total, its answers lie more than {known.max_span} hours apart"
    answered = f"{said.answered} of {said.answered + len(said.missing)} scored items"
    if said.total is None:
        return f"{name}: no total, {answered} answered"
    prorated = f", prorated from {answered}" if said.prorated else ""
    band = f", band: {said.band}" if said.band else ""
    return f"{name}: {said.total} of {said.maximum}{prorated}{band}"


def _note(version: str, known: Questionnaire | None, starts: int) -> str | None:
    if known is None:
        return "Its definition is not installed here, so that it cannot be scored."
    if known.version != version:
        return f"Answered in version {version}; shown and scored by version {known.version}."
    return "Begun again by the patient; earlier answers do not count." if starts > 1 else None


def _status(
    id: str, known: Questionnaire | None, record: Record, counted: Mapping[str, Answer]
) -> Status:
    session = record.session
    if known is not None and current(id, counted) is None:
        return "completed"
    if session.closed is None:
        return "open"
    return "stopped" if session.reason == "stopped" else "unfinished"


def _answer(answer: Answer, definitions: Definitions) -> AnswerLine:
    asked = question(answer.item, definitions)
    option = asked.option(answer.value)
    highest = max((o.value for o in asked.item.options), default=None) if asked.item else None
    scored = asked.item is not None and asked.item.scored
    return AnswerLine(
        questionnaire=answer.questionnaire,
        item=answer.item,
        label=asked.label,
        question=asked.text,
        option=None if option is None else option.label,
        value=answer.value,
        highest=highest,
        scored=scored,
        skipped=answer.skipped,
        skip_reason=SKIP_REASONS.get(answer.reason) if answer.reason else None,
        emphasised=_emphasised(answer.value, asked.item),
        overlap=asked.item is not None and asked.item.mark == "overlap",
        at=answer.at,
        message=answer.message,
    )


def _emphasised(value: int | None, item: Item | None) -> bool:
    if item is None or value is None:
        return False
    if item.alert_from is not None and value >= item.alert_from:
        return True
    return item.scored and value * 2 > max(option.value for option in item.options)


def _asked(answer: Answer, counted: Mapping[str, Answer], definitions: Definitions) -> bool:
    """Whether its item still applies: a changed answer may have taken the question away."""
    item = question(answer.item, definitions).item
    return item is None or applies(item, counted)


def _frames(answer: Answer, definitions: Definitions) -> bool:
    """Whether it answers a free-text question around the items: its words stand by themselves."""
    frame = definitions.get(FRAME)
    return frame is not None and any(item.id == answer.item for item in frame.items)
