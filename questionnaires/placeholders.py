"""Words of a new file that its writer has not replaced yet: patients must never be asked them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml

from questionnaires.scaffold import scaffold
from questionnaires.shape import Wrong

_DOTS = "..."
"""Stands in the examples that a new file has as comments."""
_TO_BE_WRITTEN = ("title", "licence", "source", "text", "label")
"""The fields that a new file fills with what to write there."""


def left_over(body: dict[str, Any]) -> Iterator[Wrong]:
    """Every field that still says what a new file says; of repeated options once."""
    seen: set[int] = set()
    for name, value in body.items():
        if name == "items":
            for item in value:
                yield from _left_in(item, item["id"], "", seen)
        else:
            yield from _left_in(value, None, name, seen)


@cache
def placeholders() -> frozenset[str]:
    """What a new file says where its writer has to write."""
    body = yaml.safe_load(scaffold("new"))
    parts = [body, *body["bands"], *body["items"], *body["items"][0]["options"]]
    return frozenset(part[name] for part in parts for name in _TO_BE_WRITTEN if name in part)


def _left_in(value: Any, item: str | None, path: str, seen: set[int]) -> Iterator[Wrong]:
    if isinstance(value, str):
        said = _placeholder(value)
        if said is not None:
            yield item, path, f"still says {said!r}; write the questionnaire's own words."
    elif isinstance(value, (dict, list)) and id(value) not in seen:
        seen.add(id(value))  # what YAML's anchors repeat is one object, and one mistake
        for step, inner in _steps(value, path):
            yield from _left_in(inner, item, step, seen)


def _steps(value: dict[str, Any] | list[Any], path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        dot = "." if path else ""
        yield from ((f"{path}{dot}{name}", inner) for name, inner in value.items())
    else:
        yield from ((f"{path}[{place}]", inner) for place, inner in enumerate(value, start=1))


def _placeholder(text: str) -> str | None:
    """The placeholder in a text, also where something was written around it."""
    if text == _DOTS:
        return text
    return next((one for one in sorted(placeholders()) if one in text), None)
