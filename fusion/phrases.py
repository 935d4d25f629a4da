"""Crisis phrases: data in crisis.yml, matched on whole words of the evened-out text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("crisis.yml")
_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bc]")


def has_crisis_phrase(text: str) -> bool:
    """Whether any phrase of crisis.yml stands in the text."""
    return pattern().search(even(text)) is not None


def even(text: str) -> str:
    """Small letters without accents and apostrophes; all but letters and digits is one blank."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = _APOSTROPHES.sub("", apart)
    kept = "".join(c for c in letters if unicodedata.category(c)[0] != "M" and c not in _INVISIBLE)
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())


@cache
def pattern() -> re.Pattern[str]:
    """All phrases as one expression; ValueError naming the phrase when the file has a mistake."""
    phrases = yaml.safe_load(FILE.read_text(encoding="utf-8"))["phrases"]
    return re.compile(rf"\b(?:{'|'.join(map(_expression, phrases))})\b")


def _expression(phrase: object) -> str:
    if not isinstance(phrase, str) or not re.fullmatch(r"[a-z0-9| ]+", phrase):
        raise ValueError(f"{FILE.name}: phrase {phrase!r} must be words of a-z, 0-9 and |.")
    return " ".join(f"(?:{words})" for words in phrase.split())


_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
