"""What is known of a language's words for numbers, days and no: read from <tag>.yml once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, eq=False)
class Language:
    """The file's parts; en.yml says what each is for."""

    numbers: Mapping[str, int]
    read_as: Mapping[str, str]
    days: frozenset[str]
    times: frozenset[str]
    dropped: frozenset[str]
    negations: frozenset[str]
    unsure: tuple[str, ...]
    denials: tuple[str, ...]
    no_denials: tuple[str, ...]
    fillers: frozenset[str]
    counting: frozenset[str]
    ordinary: frozenset[str]


@cache
def language(tag: str) -> Language | None:
    """Of a language tag or its first part; None where nothing is known of it."""
    path = FOLDER / f"{tag.casefold().partition('-')[0]}.yml"
    if not path.is_file():
        return None
    body = yaml.safe_load(path.read_text("utf-8"))
    return Language(
        numbers=body["numbers"],
        read_as=body["read_as"],
        days=frozenset(body["days"]),
        times=frozenset(body["times"]),
        dropped=frozenset(body["dropped"]),
        negations=frozenset(body["negations"]),
        unsure=tuple(body["unsure"]),
        denials=tuple(body["denials"]),
        no_denials=tuple(body["no_denials"]),
        fillers=frozenset(body["fillers"].split()),
        counting=frozenset(body["counting"].split()),
        ordinary=frozenset(body["ordinary"].split()),
    )
