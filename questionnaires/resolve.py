"""Typed text to an official option or to a command; exact matches only, never a guess."""

from __future__ import annotations

import unicodedata

from questionnaires.definition import Item

COMMANDS: dict[str, tuple[str, ...]] = {
    "back": ("back",),
    "change": ("change", "change an answer", "change an earlier answer"),
    "skip": ("skip",),
    "repeat": ("repeat", "repeat the question", "say it again"),
    "why": ("why", "why?", "why do you ask", "why do you ask this", "why do you ask that"),
    "meaning": ("what does this mean", "what does that mean"),
    "person": ("talk to a person", "i want to talk to a person", "can i talk to a person"),
    "pause": ("pause",),
    "restart": ("restart", "start again"),
    "more": ("more", "help"),
    "stop": ("stop",),
}
"""What can be typed instead of an answer, by name. A single word counts with nothing around it but
blanks; of a phrase the punctuation does not matter either."""
SMALL_TALK: dict[str, tuple[str, ...]] = {
    "hello": ("hello", "hi", "hey", "hello there", "good morning", "good day", "good evening"),
    "thanks": ("thanks", "thank you", "thank you very much", "many thanks"),
    "how": ("how are you", "how are you doing", "how are you today"),
    "who": ("who are you", "what are you", "are you a robot", "are you a real person"),
    "bye": ("bye", "goodbye", "good night"),
}
"""What people say to whoever asks them questions, by what is said back."""
_APOSTROPHES = ("'", "\u2019")


def fold(text: str) -> str:
    """Case, blanks, punctuation and apostrophes evened out, so that only the words are left."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    joined = "".join(letter for letter in plain if letter not in _APOSTROPHES)
    letters = (letter if _is_word(letter) else " " for letter in joined)
    return " ".join("".join(letters).split())


def resolve(item: Item, text: str) -> int | None:
    """The value of the option whose label or number the text is; None when it is neither."""
    number = _number(text)
    if number is not None:
        return number if any(option.value == number for option in item.options) else None
    words = fold(text)
    # A label like "1" is found by its number only: "-1" folds to it and is something else.
    labels = {fold(option.label): option.value for option in item.options}
    return None if words.isdecimal() else labels.get(words)


def is_command(text: str) -> str | None:
    """The name in COMMANDS when the text is exactly one of its words or phrases."""
    word = text.strip().casefold()
    phrase = fold(text)
    return next((name for name, said in COMMANDS.items() if _is_one(said, word, phrase)), None)


def small_talk(text: str) -> str | None:
    """The name in SMALL_TALK when the text is exactly one of its phrases."""
    phrase = fold(text)
    return next((name for name, said in SMALL_TALK.items() if phrase in said), None)


def _is_one(said: tuple[str, ...], word: str, phrase: str) -> bool:
    return any(one == (phrase if " " in one else word) for one in said)


def _number(text: str) -> int | None:
    digits = unicodedata.normalize("NFKC", text).strip().rstrip(".!").rstrip()
    return int(digits) if digits.isdecimal() and len(digits) <= 4 else None


def _is_word(letter: str) -> bool:
    """Letters, marks and digits; the rest separates words."""
    return unicodedata.category(letter)[0] in "LMN"
