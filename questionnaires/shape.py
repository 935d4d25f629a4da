"""Which fields a questionnaire file has, of which type: tables, and the check of a file by them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Type = Literal["text", "whole number", "number", "true or false", "list of texts", "list", "object"]


@dataclass(frozen=True)
class Field:
    """One field of an object in the file."""

    type: Type
    required: bool = False
    inner: str | None = None
    """Name in OBJECTS of what a list holds or an object is."""


OBJECTS: dict[str, dict[str, Field]] = {
    "questionnaire": {
        "id": Field("text", required=True),
        "version": Field("text", required=True),
        "title": Field("text", required=True),
        "language": Field("text", required=True),
        "licence": Field("text", required=True),
        "permission": Field("text"),
        "source": Field("text", required=True),
        "code": Field("text"),
        "recall": Field("text"),
        "recall_days": Field("whole number"),
        "intro": Field("text"),
        "why": Field("text"),
        "offered": Field("true or false"),
        "score_name": Field("text"),
        "score_code": Field("text"),
        "bands": Field("list", inner="band"),
        "change": Field("object", inner="change"),
        "scoring": Field("object", inner="scoring"),
        "subscales": Field("list", inner="subscale"),
        "max_span": Field("whole number"),
        "min_interval": Field("whole number"),
        "items": Field("list", required=True, inner="item"),
        "variants": Field("list", inner="variant"),
    },
    "variant": {
        "language": Field("text", required=True),
        "title": Field("text", required=True),
        "source": Field("text", required=True),
        "licence": Field("text"),
        "recall": Field("text"),
        "intro": Field("text"),
        "why": Field("text"),
        "items": Field("list", required=True, inner="wording"),
    },
    "wording": {
        "id": Field("text", required=True),
        "text": Field("text", required=True),
        "labels": Field("list of texts"),
        "explain": Field("text"),
    },
    "item": {
        "id": Field("text", required=True),
        "text": Field("text", required=True),
        "kind": Field("text", required=True),
        "options": Field("list", inner="option"),
        "scored": Field("true or false"),
        "required": Field("true or false"),
        "alert_from": Field("whole number"),
        "show_if": Field("object", inner="show_if"),
        "code": Field("text"),
        "mark": Field("text"),
        "explain": Field("text"),
        "pictures": Field("text"),
        "absent": Field("list of texts"),
    },
    "option": {
        "value": Field("whole number", required=True),
        "label": Field("text", required=True),
        "code": Field("text"),
        "synonyms": Field("list of texts"),
        "days": Field("object", inner="days"),
    },
    "days": {
        "low": Field("whole number", required=True),
        "high": Field("whole number", required=True),
    },
    "band": {
        "low": Field("whole number", required=True),
        "high": Field("whole number", required=True),
        "label": Field("text", required=True),
    },
    "scoring": {
        "multiplier": Field("number"),
        "missing": Field("text"),
        "at_most": Field("whole number"),
    },
    "subscale": {
        "name": Field("text", required=True),
        "items": Field("list of texts", required=True),
        "multiplier": Field("number"),
        "code": Field("text"),
    },
    "change": {
        "points": Field("whole number", required=True),
        "source": Field("text", required=True),
    },
    "show_if": {
        "any_of": Field("list of texts", required=True),
        "at_least": Field("whole number", required=True),
    },
}

Wrong = tuple[str | None, str | None, str]
"""(item, field, what is wrong)."""


def wrong_shape(body: Any) -> Iterator[Wrong]:
    """Every unknown, missing or mistyped field of a whole file."""
    if isinstance(body, dict):
        yield from _wrong_in(body, "questionnaire", None, "")
    else:
        yield None, None, f"must hold fields like id and items, got {_named(body)}."


def _wrong_in(body: dict[Any, Any], kind: str, item: str | None, path: str) -> Iterator[Wrong]:
    fields = OBJECTS[kind]
    for name in body:
        if name not in fields:
            yield item, f"{path}{name}", f"unknown; {kind} has {', '.join(fields)}."
    for name, field in fields.items():
        if name in body:
            yield from _wrong_value(body[name], field, item, path + name)
        elif field.required:
            yield item, path + name, "missing."


def _wrong_value(value: Any, field: Field, item: str | None, path: str) -> Iterator[Wrong]:
    problem = _type_problem(value, field.type)
    if problem:
        yield item, path, problem
    elif field.type == "object" and field.inner:
        yield from _wrong_in(value, field.inner, item, f"{path}.")
    elif field.type == "list" and field.inner:
        for place, part in enumerate(value, start=1):
            yield from _wrong_part(part, place, field.inner, item, path)


def _wrong_part(part: Any, place: int, kind: str, item: str | None, path: str) -> Iterator[Wrong]:
    name, inside = item, f"{path}[{place}]."
    if kind == "item":
        said = part.get("id") if isinstance(part, dict) else None
        name, inside = (said if isinstance(said, str) else f"number {place}"), ""
    if isinstance(part, dict):
        yield from _wrong_in(part, kind, name, inside)
    else:
        yield name, inside.rstrip(".") or path, f"must be an object, got {_named(part)}."


def _type_problem(value: Any, kind: Type) -> str | None:
    if kind == "text":
        return _text_problem(value)
    if kind == "list of texts":
        good = isinstance(value, list) and value and not any(map(_text_problem, value))
        return None if good else "must be a list of one or more texts."
    if kind == "list":
        good = isinstance(value, list) and value
        return None if good else f"must be a list of one or more, got {_named(value)}."
    wanted = _TYPES[kind]
    if isinstance(value, float) and not math.isfinite(value):
        return "must be a finite number."
    if isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool)):
        return None
    return f"must be {kind}, got {_named(value)}."


_TYPES: dict[Type, type | tuple[type, ...]] = {
    "whole number": int,
    "number": (int, float),
    "true or false": bool,
    "object": dict,
}


def _text_problem(value: Any) -> str | None:
    if not isinstance(value, str):
        return f"must be text in quotes, got {_named(value)} (unquoted, YAML reads it as that)."
    if not value.strip():
        return "must not be empty."
    if value != value.strip():
        return "must not begin or end with a blank."
    return None


def _named(value: Any) -> str:
    """A value as its writer would recognise it; texts are not repeated, they may be long."""
    if value is None:
        return "nothing"
    if isinstance(value, (bool, int, float, datetime.date)):
        return str(value).lower()
    return {"str": "text", "list": "a list", "dict": "an object"}.get(
        type(value).__name__, type(value).__name__
    )
