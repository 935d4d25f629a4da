"""The languages that patients may choose on the page."""

from __future__ import annotations

from contract.settings import Settings
from texts.language import DEFAULT, fitting, known, texts_of


def spoken_in(language: str | None, settings: Settings) -> str:
    """The language that the page has its texts in for somebody who chose that, or nothing."""
    offered = offered_languages(settings)
    return language if language in offered else offered[0]


def offered_languages(settings: Settings) -> tuple[str, ...]:
    """The installation's language, then the others of VULTUS_LANGUAGES. Live, one of those is
    offered once a person has approved its texts: they say whom to call."""
    own = fitting(settings.language) or DEFAULT
    others = (tag for tag in settings.languages if tag in known() and tag != own)
    approved = (tag for tag in others if settings.demo or texts_of(tag).reviewed_by)
    return (own, *approved)
