"""A new questionnaire file with words in the place of its placeholders."""

from __future__ import annotations

from itertools import count

from questionnaires.placeholders import placeholders
from questionnaires.scaffold import scaffold


def written(id: str) -> str:
    """The file as its writer leaves it: "Words 1", "Words 2" and so on, from its top."""
    text, number = scaffold(id), count(1)
    for said in sorted(placeholders(), key=text.index):
        text = text.replace(f'"{said}"', f'"Words {next(number)}"')
    return text
