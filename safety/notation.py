"""The notation of the rules in languages/*.yml, compiled to regular expressions.

A rule is matched on words joined by blanks. README.md has the notation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Words = Mapping[str, tuple[str, ...]]
_PART = re.compile(r"(?:[\w,]+|<\w+>|\$|\[0-9\]\+)")
_WORD_ENDS = "(?= |$)"
_SENTENCE_ENDS = "(?= ,|$)"


def compiled(rule: str, words: Words) -> re.Pattern[str]:
    """The expression of a rule; ValueError naming the rule that has a mistake."""
    return re.compile("".join(_token(token, rule, words) for token in rule.split()))


def _token(token: str, rule: str, words: Words) -> str:
    if token == "^":
        return "(?:^|(?<= ,))"
    if token == "$":
        return _SENTENCE_ENDS
    if re.fullmatch(r"~[1-9]", token):
        return rf"(?: [^ ]+){{0,{token[1]}}}?"
    optional = token.endswith("?")
    parts = token.removesuffix("?").split("|")
    for part in parts:
        unknown = part[:1] == "<" and part[1:-1] not in words
        if not _PART.fullmatch(part) or part != part.casefold() or unknown:
            raise ValueError(f"Rule {rule!r}: {part!r} is no word and no name of words.")
    either = "|".join(_part(part, words) for part in parts)
    return f"(?:{either}){'?' if optional else ''}"


def _part(part: str, words: Words) -> str:
    if part == "$":
        return _SENTENCE_ENDS
    if part == "[0-9]+":
        return f" [0-9]+{_WORD_ENDS}"
    named = words[part[1:-1]] if part[0] == "<" else (part.replace("_", " "),)
    return f"(?: (?:{'|'.join(named)}){_WORD_ENDS})"


def vocabulary(rule: str) -> set[str]:
    """The plain words that a rule names."""
    tokens = re.findall(r"[^\W\d]+", re.sub(r"<\w+>", " ", rule))
    return {word for token in tokens for word in token.split("_") if word}
