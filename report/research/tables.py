"""The tables and their columns; docs/research.md explains them, and a test keeps it complete."""

from __future__ import annotations

from typing import Literal

Kind = Literal["text", "whole", "number", "yes or no"]
Value = str | int | float | bool | None
Row = dict[str, Value]

TABLES: dict[str, dict[str, Kind]] = {
    "sessions": {
        "patient": "text",
        "session": "text",
        "day": "whole",
        "hour": "whole",
        "seconds": "number",
        "channel": "text",
        "status": "text",
        "who": "text",
        "text_consent": "yes or no",
        "camera_consent": "yes or no",
        "alerts": "whole",
    },
    "scores": {
        "patient": "text",
        "session": "text",
        "questionnaire": "text",
        "version": "text",
        "status": "text",
        "total": "whole",
        "maximum": "whole",
        "band": "text",
        "answered": "whole",
        "missing": "whole",
        "prorated": "yes or no",
    },
    "answers": {
        "patient": "text",
        "session": "text",
        "questionnaire": "text",
        "version": "text",
        "item": "text",
        "value": "whole",
        "skipped": "yes or no",
        "reason": "text",
        "seconds": "number",
    },
    "moods": {
        "patient": "text",
        "session": "text",
        "mood": "text",
        "reason": "text",
        "abstained": "yes or no",
        "negative": "number",
        "neutral": "number",
        "positive": "number",
        "other": "number",
        "weight_face": "number",
        "weight_text": "number",
        "expressivity": "number",
        "expressivity_seconds": "number",
        "frames": "whole",
        "faces": "whole",
        "turns": "whole",
        "turns_face": "whole",
        "turns_text": "whole",
        "models": "text",
        "constants": "text",
    },
}
ESTIMATES = ("moods",)
"""Tables that are left out where estimates are hidden."""
