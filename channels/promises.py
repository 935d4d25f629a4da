"""What the patient is told that the clinic does, as its settings have it, in the language that is
spoken: when it reads next, and how long the camera's numbers are kept."""

from __future__ import annotations

from datetime import datetime

from contract.cover import parse_cover, read_by
from contract.retention import parse_keep
from contract.settings import Settings
from safety.help import help_texts
from texts.speaking import spoken


def reads(settings: Settings, now: float) -> str:
    """When the clinic reads next; `now` is Unix seconds."""
    texts = spoken().promises
    cover = read_by(parse_cover(settings.cover_hours), datetime.fromtimestamp(now))
    if cover is None:
        return texts["read_later"]
    on_duty, moment = cover
    day = help_texts(settings).days.split()[moment.weekday()]
    said = texts["read_until"] if on_duty else texts["read_next"]
    return said.format(day=day, time=f"{moment:%-H:%M}")


def numbers_kept(settings: Settings) -> str:
    """Who sees the numbers made from pictures of the face, and for how long they are kept."""
    days = parse_keep(settings.keep)
    face, scores = days["face"], days["scores"]
    texts = spoken().promises
    if face is None or scores is None:
        return texts["numbers_kept_on"]
    return texts["numbers_kept"].format(days=max(face, scores))
