"""What a person saw in a clip: a file of lines `from<TAB>to<TAB>mood`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.cannot_measure import CannotMeasure
from contract.messages import MOODS

_ROUNDING = 1e-6


@dataclass(frozen=True)
class Span:
    """A time in which one mood is on show."""

    start: float
    """Seconds from the clip's first picture."""
    end: float
    mood: str

    def holds(self, start: float, end: float) -> bool:
        """The time from start to end lies wholly within, to a rounding error."""
        return self.start <= start + _ROUNDING and end <= self.end + _ROUNDING


def read_seen(path: Path) -> tuple[Span, ...]:
    """The spans in order; CannotMeasure names the line that is wrong.

    Empty lines and those that begin with `#` are notes. Time that no span holds is left open.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise CannotMeasure(f"{path} cannot be read as a text file.") from None
    spans: list[Span] = []
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            spans.append(_span(line, f"{path.name}, line {number}", spans[-1].end if spans else 0))
    if not spans:
        raise CannotMeasure(f"{path.name} has no line `from<TAB>to<TAB>mood`.")
    return tuple(spans)


def _span(line: str, where: str, earliest: float) -> Span:
    cells = line.split("\t")
    try:
        start, end, mood = float(cells[0]), float(cells[1]), cells[2].strip()
    except (ValueError, IndexError):
        raise CannotMeasure(f"{where}: write `from<TAB>to<TAB>mood`, times in seconds.") from None
    if mood not in MOODS:
        raise CannotMeasure(f"{where}: no mood {mood!r}. Moods: {', '.join(MOODS)}.")
    if not earliest <= start < end:
        raise CannotMeasure(f"{where}: a span begins after the last one and ends after it begins.")
    return Span(start, end, mood)
