"""What a reply raises: the more urgent of what the rules and the second look find.

The rules are the floor. What they find stands, whatever becomes of the second look.
"""

from __future__ import annotations

import logging

from safety.language import DEFAULT, known_share, screened
from safety.screen import Class, Finding, screen
from safety.second_look import LANGUAGE, Reader, shipped

log = logging.getLogger(__name__)

ENGLISH_FROM = 0.6
"""Share of English words from which on a reply is one in English. Of what the Italian, Greek and
Romanian rules find in the phrasings that they were written against less than one in a hundred has
so many."""


def find(text: str, language: str | None = None, reader: Reader | None = None) -> Finding | None:
    """The most serious thing found in a reply; None when there is nothing.

    `language` is the session's, None while it is unknown: then the rules of every language look.
    The second look never lowers the rules' finding, and is left out where another language than
    its own is known to be spoken.
    """
    first = ruled(text, language)
    if first is not None and first.kind == "explicit":
        return first
    if language is not None and language.casefold().partition("-")[0] != LANGUAGE:
        return first
    kind = _second(text, reader or shipped())
    if kind is None or (first is not None and kind == "veiled"):
        return first
    return Finding(kind, rule="")


def ruled(text: str, language: str | None = None) -> Finding | None:
    """The more urgent of what the rules of each language find; English first.

    While the language is unknown, a reply in English is left to the English rules: other languages
    have "overdose" and "suicidal" too, and know no English negation.
    """
    english = language is None and known_share(text, DEFAULT) >= ENGLISH_FROM
    tags = (DEFAULT,) if english else screened(language)
    own = tags[-1] if language is not None and len(tags) > 1 else None
    hint: Finding | None = None
    for tag in tags:
        found = screen(text, tag, beside=None if tag == own else own)
        if found is not None and found.kind == "explicit":
            return found
        hint = hint or found
    return hint


def _second(text: str, reader: Reader) -> Class | None:
    """Never an error: it must not cost the patient the rules' finding."""
    try:
        model = reader.get()
        return model.kind(text) if model else None
    except Exception as error:
        log.error("second look failed", extra={"error": type(error).__name__})
        return None
