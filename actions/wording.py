"""What the bot says of its own, in the session's language: `wording.THANKS` is `bot.thanks` of
texts/<language>.yml. The words of a question come from questionnaires/."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from texts.speaking import spoken


def __getattr__(name: str) -> str:
    text = spoken().bot.get(name.lower())
    if text is None:
        raise AttributeError(f"The bot has no text {name}.")
    return text


def small_talk() -> Mapping[str, str]:
    """What is said back, by the kind of small talk."""
    return spoken().small_talk


def more() -> Mapping[str, str]:
    """What else can be done, by the name of its command."""
    return spoken().more


def skip_reasons() -> Mapping[str, str]:
    """Why a question is skipped, by `Answer.reason`."""
    return spoken().skip_reasons


def who() -> Mapping[str, str]:
    """Who answers, by `Respondent.who`."""
    return spoken().who


def language_name(tag: str) -> str:
    """The language of a tag, or the tag itself."""
    return spoken().languages.get(tag.casefold().partition("-")[0], tag)


def day(when: date) -> str:
    """A date in words."""
    texts = spoken()
    month = texts.months[when.month - 1]
    return texts.bot["day"].format(day=when.day, month=month, year=when.year)
