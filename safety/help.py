"""The fixed help message that a reply gets when it raised an alert. No model, no bot behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import yaml

from contract.alerting import acknowledged, undelivered
from contract.cover import parse_cover, read_by
from contract.errors import BadSetting
from contract.messages import Alert, AlertStep
from contract.settings import Settings
from safety.language import DEFAULT, FOLDER, languages
from texts.language import fitting, texts_of
from texts.speaking import chosen

SHOWN_FOR = ("item", "unconfirmed", "phrase", "veiled")
"""Sources of alerts that the patient is shown the message for; not for an item left unanswered."""
LATE_S = 60.0
"""After so long without a delivered notice the patient is told that nobody was reached."""


@dataclass(frozen=True)
class Texts:
    """The texts of one language; languages/<tag>.yml says where each is shown."""

    first: str
    no_contact: str
    program: str
    go_on: str
    demo: str
    told: str
    on_duty: str
    read_by: str
    seen: str
    undelivered: str
    unstored: str
    days: str


def help_message(
    alert: Alert | None, settings: Settings, steps: Sequence[AlertStep], now: float
) -> str | None:
    """The message to show, as the alert's trail stands; None when the alert needs none.

    `now` is Unix seconds.
    """
    if alert is None or alert.source not in SHOWN_FOR:
        return None
    texts = help_texts(settings)
    return _message(settings, texts, _watching(alert, settings, texts, steps, now))


def unstored_message(alert: Alert | None, settings: Settings) -> str | None:
    """The message when not even the store could be reached: nobody is told."""
    if alert is None or alert.source not in SHOWN_FOR:
        return None
    texts = help_texts(settings)
    return _message(settings, texts, texts.unstored)


def check_language(settings: Settings) -> None:
    """BadSetting when patients would be spoken to, live, in a language whose texts nobody has
    approved, or asked in it for words in which nothing is recognised."""
    tag = fitting(settings.language)
    if settings.demo:
        return
    if tag is None or not (tag == DEFAULT or texts_of(tag).reviewed_by):
        raise BadSetting(
            f"VULTUS_LANGUAGE is {settings.language!r}, whose texts nobody has approved: it can be "
            f"spoken in demo mode only. It needs reviewed_by in its file in texts/; {DEFAULT} can "
            "be spoken as it is."
        )
    if texts_of(tag).free_text and tag not in languages():
        raise BadSetting(
            f"VULTUS_LANGUAGE is {settings.language!r}, which asks for free text but has no crisis "
            "rules; safety/README.md tells how to add them, or set free_text to false in texts/."
        )


def help_texts(settings: Settings) -> Texts:
    """The texts in the session's language, or English while it has none."""
    return _texts(fitting(chosen() or settings.language) or DEFAULT)


@cache
def _texts(tag: str) -> Texts:
    """Those in texts/, else those beside the language's crisis rules."""
    said = texts_of(tag).safety
    if said:
        return Texts(**said)
    body = yaml.safe_load((FOLDER / f"{tag}.yml").read_text(encoding="utf-8"))
    return Texts(**body["texts"])


def _message(settings: Settings, texts: Texts, watching: str) -> str:
    """Four lines; the second is the one with the number to call."""
    call = " ".join(settings.contact.split()) or texts.no_contact
    return "\n".join((texts.first, call, f"{texts.program} {watching}", texts.go_on))


def _watching(
    alert: Alert, settings: Settings, texts: Texts, steps: Sequence[AlertStep], now: float
) -> str:
    """Whether anyone is watching now, and who knows."""
    if settings.demo:
        return texts.demo
    if acknowledged(steps):
        return texts.seen
    delivered = any(step.step == "delivered" for step in steps)
    if undelivered(steps) or (not delivered and now - alert.at > LATE_S):
        return texts.undelivered
    cover = read_by(parse_cover(settings.cover_hours), datetime.fromtimestamp(now))
    if cover is None:
        return texts.told
    on_duty, moment = cover
    day = texts.days.split()[moment.weekday()]
    said = texts.on_duty if on_duty else texts.read_by
    return said.format(day=day, time=f"{moment:%-H:%M}")
