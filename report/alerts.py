"""The alerts of a session, in words, beside what the patient said."""

from __future__ import annotations

from collections.abc import Mapping

from contract.alerting import PERSONAL, owner_of, state_of
from contract.messages import Alert, AlertCase, Answer, Record, Reply
from questionnaires.answers import counting
from questionnaires.definition import Item
from report.question import Definitions, Question, question
from report.view import AlertLine


def alert_lines(record: Record, definitions: Definitions) -> tuple[AlertLine, ...]:
    """Every alert, in the order of their times."""
    replies = {reply.message: reply for reply in record.replies}
    counted = counting(record.starts, record.answers)
    cases = {case.alert: case for case in record.cases}
    return tuple(
        _line(alert, replies.get(alert.message), cases.get(alert), counted, definitions)
        for alert in record.alerts
    )


def explanation(alert: Alert, definitions: Definitions) -> str:
    """What raised it, e.g. "PHQ-9 item 9: not answered"; never the patient's words."""
    return _explanation(alert, _asked(alert, definitions))


def _asked(alert: Alert, definitions: Definitions) -> Question | None:
    return None if alert.item is None else question(alert.item, definitions)


def _line(
    alert: Alert,
    reply: Reply | None,
    case: AlertCase | None,
    counted: Mapping[str, Answer],
    definitions: Definitions,
) -> AlertLine:
    asked, steps = _asked(alert, definitions), () if case is None else case.steps
    return AlertLine(
        number=None if case is None else case.number,
        at=alert.at,
        source=alert.source,
        item=alert.item,
        explanation=_explanation(alert, asked),
        question=None if asked is None else asked.text,
        words=None if reply is None else reply.text or None,
        typed=reply is not None and reply.typed,
        changed_to=_changed_to(alert, asked, counted),
        state=state_of(steps),
        owner=owner_of(steps),
        acted=tuple(step for step in steps if step.step in PERSONAL),
    )


def _explanation(alert: Alert, asked: Question | None) -> str:
    where = "outside a question" if asked is None else asked.name
    if alert.source == "phrase":
        return f"Crisis phrase in free text ({where})"
    if alert.source == "veiled":
        return f"Possible hint at a crisis in free text ({where})"
    if alert.source == "not_answered":
        return f"{where}: not answered"
    zero = _highest_without_alert(asked.item if asked else None)
    if alert.source == "unconfirmed":
        return f"{where}: typed words that are not exactly {zero} (unconfirmed)"
    return f"{where}: answered above {zero}"


def _highest_without_alert(item: Item | None) -> str:
    """The label of the highest option that raises no alert, in quotes."""
    if item is None or item.alert_from is None:
        return "the option without an alert"
    below = [option for option in item.options if option.value < item.alert_from]
    if not below:
        return "the option without an alert"
    return f"'{max(below, key=lambda option: option.value).label}'"


def _changed_to(alert: Alert, asked: Question | None, counted: Mapping[str, Answer]) -> str | None:
    answer = None if alert.item is None else counted.get(alert.item)
    if asked is None or answer is None or answer.message == alert.message:
        return None
    if answer.skipped:
        return "skipped"
    option = asked.option(answer.value)
    return None if option is None else f"'{option.label}'"
