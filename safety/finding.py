"""What a reply raises: the rules find it, and the second look adds to that or doubts it.

Without the second look the rules' finding stands: more is raised then, not less.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from safety.estimator import LANGUAGE
from safety.language import DEFAULT, known_share, screened
from safety.screen import Finding, screen
from safety.second_look import Look, Reader, shipped

log = logging.getLogger(__name__)

ENGLISH_FROM = 0.6
"""Share of English words from which on a reply is one in English. Of what the Italian, Greek and
Romanian rules find in the phrasings that they were written against less than one in a hundred has
so many."""


def find(text: str, language: str | None = None, reader: Reader | None = None) -> Finding | None:
    """The most serious thing found in a reply; None when there is nothing.

    `language` is the session's, None while it is unknown: then the rules of every language look.
    The second look is left out where another language than its own is known to be spoken, and
    doubts nothing where its own is not known to be.
    """
    first = ruled(text, language)
    if language is not None and language.casefold().partition("-")[0] != LANGUAGE:
        return first
    second = _second(text, reader or shipped())
    if second is None:
        return first
    if language is None and not _in_english(text):
        second = replace(second, doubted=())
    return settled(first, second)


def settled(first: Finding | None, second: Look) -> Finding | None:
    """The rules' finding, one step lower where the second look doubts it, or its own if greater."""
    if first is not None and first.kind in second.doubted:
        log.info("finding doubted", extra={"kind": first.kind})
        first = Finding("veiled", first.rule) if first.kind == "explicit" else None
    if second.kind is None or (first is not None and first.kind in ("explicit", second.kind)):
        return first
    return Finding(second.kind, rule="")


def ruled(text: str, language: str | None = None) -> Finding | None:
    """The more urgent of what the rules of each language find; English first.

    While the language is unknown, a reply in English is left to the English rules: other languages
    have "overdose" and "suicidal" too, and know no English negation.
    """
    english = language is None and _in_english(text)
    tags = (DEFAULT,) if english else screened(language)
    own = tags[-1] if language is not None and len(tags) > 1 else None
    hint: Finding | None = None
    for tag in tags:
        found = screen(text, tag, beside=None if tag == own else own)
        if found is not None and found.kind == "explicit":
            return found
        hint = hint or found
    return hint


def _in_english(text: str) -> bool:
    return known_share(text, DEFAULT) >= ENGLISH_FROM


def _second(text: str, reader: Reader) -> Look | None:
    """Never an error: it must not cost the patient the rules' finding."""
    try:
        model = reader.get()
        return model.look(text) if model else None
    except Exception as error:
        log.error("second look failed", extra={"error": type(error).__name__})
        return None
