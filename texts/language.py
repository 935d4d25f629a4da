"""The texts of one language, read from <tag>.yml once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent
DEFAULT = "en"


@dataclass(frozen=True)
class Typed:
    """What can be typed in place of a button, besides the buttons' own words."""

    commands: Mapping[str, tuple[str, ...]]
    """By the names of questionnaires/payload.py."""
    small_talk: Mapping[str, tuple[str, ...]]
    """By what is said back."""
    agreeing: tuple[str, ...]
    refusing: tuple[str, ...]


@dataclass(frozen=True)
class Texts:
    """The sections of a file; en.yml says what they are."""

    language: str
    """BCP 47."""
    name: str
    """In the language itself."""
    free_text: bool
    """Whether patients may be asked for their own words: only where crises are recognised."""
    reviewed_by: str
    """Who at a clinic approved the texts; empty: nobody yet."""
    languages: Mapping[str, str]
    months: tuple[str, ...]
    bot: Mapping[str, str]
    small_talk: Mapping[str, str]
    more: Mapping[str, str]
    typed: Typed
    skip_reasons: Mapping[str, str]
    who: Mapping[str, str]
    page: Mapping[str, str]
    telegram: Mapping[str, str]
    promises: Mapping[str, str]
    safety: Mapping[str, str] = field(default_factory=dict)
    """The help message; empty for English, where safety/languages/ has it."""


def known() -> tuple[str, ...]:
    """Tags of the languages that have texts, English first."""
    found = (path.stem for path in FOLDER.glob("*.yml"))
    return tuple(sorted(found, key=lambda tag: (tag != DEFAULT, tag)))


def fitting(tag: str) -> str | None:
    """The known language of that tag or of its first part; None when there is none."""
    whole = tag.casefold()
    return next((one for one in (whole, whole.partition("-")[0]) if one in known()), None)


def texts_of(tag: str) -> Texts:
    """The texts in that language, or English while it has none."""
    return _read(fitting(tag) or DEFAULT)


@cache
def _read(tag: str) -> Texts:
    # The parser in C: the first reply of a process waits for every language's file.
    body = yaml.load((FOLDER / f"{tag}.yml").read_text("utf-8"), yaml.CSafeLoader)
    return Texts(**{**body, "months": tuple(body["months"]), "typed": _typed(body["typed"])})


def _typed(section: Mapping[str, Any]) -> Typed:
    return Typed(
        commands={name: tuple(said) for name, said in section["commands"].items()},
        small_talk={name: tuple(said) for name, said in section["small_talk"].items()},
        agreeing=tuple(section["agreeing"]),
        refusing=tuple(section["refusing"]),
    )
