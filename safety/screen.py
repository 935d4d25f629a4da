"""Whether a reply speaks of suicide, self-harm or death, and how openly: pure, without a model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from safety.language import Language, Rule, language

Class = Literal["explicit", "veiled"]
"""explicit: staff are paged; veiled: the patient gets the help message, staff look the same day."""
_TAKEN_OUT = " _"


@dataclass(frozen=True)
class Finding:
    """What was found, and the rule that found it, for whoever tunes the rules."""

    kind: Class
    rule: str
    """Empty when no rule did, but the second look."""


def screen(text: str, tag: str = "en", beside: str | None = None) -> Finding | None:
    """The most serious thing found in a reply; None when there is nothing.

    `beside`: another language that the patient is known to speak; its words are no slips.
    """
    rules = language(tag)
    read = rules.read(text, language(beside) if beside else None)
    found = [_sentence(words, rules) for words in read]
    explicit = (one for one in found if one and one.kind == "explicit")
    return next(explicit, None) or next((one for one in found if one), None)


def _sentence(words: str, rules: Language) -> Finding | None:
    left = words
    for idiom in rules.idioms:
        left = idiom.pattern.sub(_TAKEN_OUT, left)
    veiled: Finding | None = None
    for rule in rules.explicit:
        for match in rule.pattern.finditer(left):
            if not _taken_back(words, left, match, rule, rules):
                return Finding("explicit", rule.text)
            veiled = Finding("veiled", rule.text)
    if veiled:
        return veiled
    hints = (rule for rule in rules.veiled if rule.pattern.search(left))
    return next((Finding("veiled", rule.text) for rule in hints), None)


def _taken_back(words: str, left: str, match: re.Match[str], rule: Rule, rules: Language) -> bool:
    """Whether what matched in `left` is negated, long past, or somebody else's."""
    return (
        _negated(left, match, rule, rules)
        or any(one.pattern.search(words) for one in rules.others)
        or (
            any(one.pattern.search(words) for one in rules.past) and not rules.present.search(words)
        )
    )


def _negated(words: str, match: re.Match[str], rule: Rule, rules: Language) -> bool:
    inside = not rule.negated and rules.negations.search(match[0]) is not None
    before = words[: match.start()]
    said = rules.negation.search(before)
    if said is None:
        return inside
    return not _cancelled(before[: said.start()], said[0], rules)


def _cancelled(earlier: str, said: str, rules: Language) -> bool:
    """Whether the negation is none: "why not", "no, I ..." or an earlier "not a day without"."""
    alone = len(rules.negations.findall(said)) == 1
    answer = alone and not earlier.strip(" ,") and rules.answers.match(said) is not None
    asked = rules.asked.match(earlier) is not None
    twice = (
        rules.twice.match(said) is not None
        and rules.negations.search(earlier) is not None
        and "," not in rules.nots.split(earlier)[-1]
    )
    return answer or asked or twice
