"""The notation of the rules, and that a mistake in one is named."""

from __future__ import annotations

import pytest

from safety.notation import compiled

WORDS = {"self": ("myself", "my own self")}


@pytest.mark.parametrize(
    ("rule", "words", "matches"),
    [
        ("kill <self>", " i kill myself", True),
        ("kill <self>", " i kill my own self", True),
        ("kill <self>", " i skill myself", False),
        ("kill ~2 <self>", " kill off just myself", True),
        ("kill ~2 <self>", " kill off just perhaps myself", False),
        ("going? away", " away", True),
        ("the_end $", " the end", True),
        ("the_end $", " the end , really", True),
        ("the_end $", " the end of it", False),
        ("^ end", " to end", False),
    ],
)
def test_a_rule_matches_whole_words(rule: str, words: str, matches: bool) -> None:
    assert (compiled(rule, WORDS).search(words) is not None) == matches


@pytest.mark.parametrize("rule", ["kill <nobody>", "kill (me", "Kill me", "kill ~x me", "a||b"])
def test_a_mistake_names_the_rule(rule: str) -> None:
    with pytest.raises(ValueError, match="Rule"):
        compiled(rule, WORDS)
