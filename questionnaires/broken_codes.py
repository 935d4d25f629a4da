"""LOINC codes with a slip in them: the last digit of a term's code follows from the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questionnaires.definition import Questionnaire
from questionnaires.shape import Wrong

_TERM = re.compile(r"(\d{1,7})-(\d)")
_ANSWER = re.compile(r"LA\d{1,6}-\d")


def broken_codes(questionnaire: Questionnaire) -> Iterator[Wrong]:
    """Every code that cannot be one."""
    yield from _term(None, "code", questionnaire.code)
    yield from _term(None, "score_code", questionnaire.score_code)
    for place, subscale in enumerate(questionnaire.subscales, start=1):
        yield from _term(None, f"subscales[{place}].code", subscale.code)
    for item in questionnaire.items:
        yield from _term(item.id, "code", item.code)
        for place, option in enumerate(item.options, start=1):
            if option.code is not None and not _ANSWER.fullmatch(option.code):
                field = f"options[{place}].code"
                yield item.id, field, f"{option.code!r} is no LOINC answer code like LA6568-5."


def _term(item: str | None, field: str, code: str | None) -> Iterator[Wrong]:
    if code is None:
        return
    found = _TERM.fullmatch(code)
    if found is None:
        yield item, field, f"{code!r} is no LOINC code like 44250-9."
    elif int(found[2]) != _check_digit(found[1]):
        yield item, field, f"{code!r} is no LOINC code: its digits do not give the last one."


def _check_digit(digits: str) -> int:
    """Modulus 10: every second digit, from the last one on, counts twice."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return -sum(part // 10 + part % 10 for part in doubled) % 10
