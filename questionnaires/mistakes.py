"""Mistakes in a questionnaire file, each named by file, line, item and field."""

from __future__ import annotations

from dataclasses import dataclass

from contract.errors import VultusError


@dataclass(frozen=True)
class Mistake:
    """One thing wrong in a file, and what to write instead."""

    file: str
    """Folder and name, e.g. questionnaires/phq9.yml."""
    item: str | None
    """Id of the item; None when it concerns the file as a whole."""
    field: str | None
    text: str
    line: int | None = None
    """Where it stands, from 1; None when it concerns the file as a whole."""

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        item = f", item {self.item}" if self.item else ""
        field = f", field {self.field}" if self.field else ""
        return f"{self.file}{line}{item}{field}: {self.text}"


class BadDefinition(VultusError):
    """A questionnaire file cannot be used; the text lists every mistake found in it."""

    code = "bad_definition"

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes
