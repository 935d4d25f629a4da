"""JSON form of the messages, derived from the dataclasses: nothing is written by hand twice.

`to_json(Answer(...))` gives `{"kind": "Answer", ...}`; `from_json` checks every field's type and
refuses unknown, missing and mistyped fields by name ("Answer.value must be int or null, got str.").
"""

from __future__ import annotations

import dataclasses
import math
import types
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from contract import messages
from contract.errors import BadMessage

T = TypeVar("T")

_HINTS: dict[type[Any], dict[str, Any]] = {}
LARGEST = 2**1023
"""Whole numbers from this on have no float."""

KINDS: dict[str, type[Any]] = {cls.__name__: cls for cls in get_args(messages.Message)}


def to_json(message: Any) -> dict[str, Any]:
    """The JSON object of a message, with its `kind`."""
    body = _plain(message)
    return {"kind": type(message).__name__, **body}


def from_json(body: Any, kind: type[T]) -> T:
    """The message of that kind in a JSON object.

    Raises BadMessage naming the field when one is unknown, missing or of the wrong type.
    """
    if not isinstance(body, dict):
        raise BadMessage(f"{kind.__name__} must be a JSON object, got {_name(body)}.")
    said = body.get("kind", kind.__name__)
    if said != kind.__name__:
        raise BadMessage(f"Expected kind {kind.__name__}, got {str(said)[:40]!r}.")
    fields = {key: value for key, value in body.items() if key != "kind"}
    return typed(fields, kind, kind.__name__)


def typed(body: Any, kind: type[T], where: str) -> T:
    """Any dataclass from JSON that carries no `kind`; `where` begins the text of an error."""
    made: T = _checked(body, kind, where)
    return made


def any_from_json(body: Any) -> Any:
    """The message in a JSON object whose `kind` says which one it is."""
    kind = body.get("kind") if isinstance(body, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadMessage(f"kind must be one of {', '.join(sorted(KINDS))}.")
    return from_json(body, KINDS[kind])


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return value


def _hints(kind: type[Any]) -> dict[str, Any]:
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]


def _object(body: dict[str, Any], kind: type[Any], where: str) -> Any:
    hints = _hints(kind)
    unknown = sorted(set(body) - set(hints))
    if unknown:
        raise BadMessage(f"{where} has no field {str(unknown[0])[:40]!r}.")
    for part in dataclasses.fields(kind):
        needed = part.default is dataclasses.MISSING and part.default_factory is dataclasses.MISSING
        if needed and part.name not in body:
            raise BadMessage(f"{where}.{part.name} is missing.")
    return kind(**{key: _checked(body[key], hints[key], f"{where}.{key}") for key in body})


def _checked(value: Any, hint: Any, where: str) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if hint is Any:
        return value
    if origin in (Union, types.UnionType):
        return _one_of(value, args, where)
    if origin is Literal:
        if value not in args or isinstance(value, bool):
            raise BadMessage(f"{where} must be one of {', '.join(map(str, args))}.")
        return value
    if origin is tuple:
        return _tuple(value, args, where)
    if origin is dict:
        return _dict(value, args[1], where)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, dict):
            raise BadMessage(f"{where} must be a JSON object, got {_name(value)}.")
        return _object(value, hint, where)
    return _scalar(value, hint, where)


def _one_of(value: Any, args: tuple[Any, ...], where: str) -> Any:
    if value is None:
        if type(None) in args:
            return None
        raise BadMessage(f"{where} must not be null.")
    hints = [arg for arg in args if arg is not type(None)]
    for hint in hints[1:]:
        if type(value) is hint:
            return value
    try:
        return _checked(value, hints[0], where)
    except BadMessage as error:
        others = "".join(f" or {_called(hint)}" for hint in args if hint is not hints[0])
        raise BadMessage(error.text.replace(", got", f"{others}, got")) from None


def _tuple(value: Any, args: tuple[Any, ...], where: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise BadMessage(f"{where} must be list, got {_name(value)}.")
    hints = [args[0]] * len(value) if args[-1] is Ellipsis else list(args)
    if len(hints) != len(value):
        raise BadMessage(f"{where} must have {len(hints)} entries, got {len(value)}.")
    pairs = zip(value, hints, strict=True)
    return tuple(_checked(part, hint, f"{where}[{i}]") for i, (part, hint) in enumerate(pairs))


def _dict(value: Any, hint: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadMessage(f"{where} must be a JSON object, got {_name(value)}.")
    return {str(key): _checked(part, hint, f"{where}.{key}") for key, part in value.items()}


def _scalar(value: Any, hint: Any, where: str) -> Any:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value) if abs(value) < LARGEST else math.inf
    if not isinstance(value, hint) or (isinstance(value, bool) and hint is not bool):
        raise BadMessage(f"{where} must be {hint.__name__}, got {_name(value)}.")
    if hint is float and not math.isfinite(value):
        raise BadMessage(f"{where} must be a finite number.")
    return value


def _called(hint: Any) -> str:
    return "null" if hint is type(None) else str(hint.__name__)


def _name(value: Any) -> str:
    return "null" if value is None else type(value).__name__
