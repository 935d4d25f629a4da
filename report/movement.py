"""How each part of the face moved: four bars, and a sentence on blinks and tremor."""

from __future__ import annotations

from contract.messages import Expressivity
from report.svg import add, drawing, text_of

WIDTH, ROW, BAR, LEFT, RIGHT = 340.0, 22.0, 14.0, 70.0, 60.0
FULL = WIDTH - LEFT - RIGHT
SCALE = 0.4
"""IOD at the bars' end, where no part moved more."""
ROWS = ("left", "right", "upper", "lower")


def movement_bars(measured: Expressivity) -> str | None:
    """One bar for each part of the face that was measured; None without any."""
    rows = [(part, measured.parts[part]) for part in ROWS if part in measured.parts]
    if not rows:
        return None
    said = ", ".join(f"{part} {_length(value)}" for part, value in rows)
    root = drawing("movement", (WIDTH, ROW * len(rows)), "Movement of each part of the face", said)
    scale = max(SCALE, *(value for _, value in rows))
    for row, (part, value) in enumerate(rows):
        y = row * ROW + (ROW - BAR) / 2
        add(root, "text", part, x=LEFT - 8, y=y + 11, text_anchor="end", class_="small")
        add(root, "rect", x=LEFT, y=y, width=FULL, height=BAR, class_="track")
        add(root, "rect", x=LEFT, y=y, width=FULL * value / scale, height=BAR, fill="#333333")
        label = {"x": WIDTH - 2, "y": y + 11, "text_anchor": "end", "class_": "small"}
        add(root, "text", _length(value), **label)
    return text_of(root)


def movement_sentence(measured: Expressivity) -> str | None:
    """Blinks and tremor, or that the camera could not show them; None without a measurement."""
    if measured.value is None:
        return None
    still = (
        "No more movement was measured than a still picture reads. " if measured.at_floor else ""
    )
    return f"{still}{_blinks(measured.blink_rate)} {_tremor(measured.tremor)}"


def _blinks(rate: float | None) -> str:
    if rate is None:
        return "Blinks were not counted (fewer than 15 frames a second, or narrowed eyes)."
    return f"About {rate:.0f} blinks a minute."


def _tremor(amplitude: float | None) -> str:
    if amplitude is None:
        return (
            "With fewer than 15 frames a second a trembling of 3 to 7 Hz cannot be told apart and "
            "may count as movement."
        )
    if amplitude == 0:
        return "No lasting trembling of 3 to 7 Hz."
    return f"Trembling of 3 to 7 Hz, {_length(amplitude)}, was kept out of how fast the face moved."


def _length(value: float) -> str:
    return f"{value:.2f}\N{NO-BREAK SPACE}IOD"
