"""Tables and numbers for the pages that a command writes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

WIDTH = 130


def paragraph(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column is words and whose others are numbers."""
    line = ["---", *(["---:"] * (len(head) - 1))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, line, *rows))


def figure(value: float | int | None, decimals: int = 3) -> str:
    """A dash where there is none: unknown is not zero."""
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:.{decimals}f}"


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def picture(path: str, alt: str) -> str:
    return f"![{alt}]({path})"
