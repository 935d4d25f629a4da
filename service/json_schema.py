"""JSON Schema of the contract's dataclasses, as `contract/wire.py` reads and writes them."""

from __future__ import annotations

import dataclasses
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Schema = dict[str, Any]
_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Any: {},
}


class Schemas:
    """The schemas of dataclasses, each once, under `#/components/schemas`."""

    def __init__(self) -> None:
        self.found: dict[str, Schema] = {}

    def sent(self, kind: type[Any]) -> Schema:
        """What is written of a message: with its `kind`."""
        body = self._object(kind)
        tagged = {"kind": {"const": kind.__name__}, **body["properties"]}
        return body | {"properties": tagged, "required": sorted(tagged)}

    def taken(self, kind: type[Any], tagged: bool = False) -> Schema:
        """What is read as a message; `tagged`: its `kind` has to be there."""
        body = self._object(kind)
        properties = {"kind": {"const": kind.__name__}, **body["properties"]}
        needed = [*body["required"], *(["kind"] if tagged else [])]
        return body | {"properties": properties, "required": sorted(needed)}

    def of(self, hint: Any) -> Schema:
        """The schema of a type hint."""
        if hint in _PLAIN:
            return _PLAIN[hint]
        origin, args = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.of(one) for one in args]}
        if origin is Literal:
            return {"enum": list(args)}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(args[1])}
        if origin is tuple:
            return self._tuple(args)
        if hint.__name__ not in self.found:
            self.found[hint.__name__] = {}  # one that holds itself ends here
            self.found[hint.__name__] = self._object(hint)
        return {"$ref": f"#/components/schemas/{hint.__name__}"}

    def _tuple(self, args: tuple[Any, ...]) -> Schema:
        if args[-1] is Ellipsis:
            return {"type": "array", "items": self.of(args[0])}
        of_one_kind = self.of(args[0]) if len(set(args)) == 1 else {}
        bounds = {"minItems": len(args), "maxItems": len(args)}
        return {"type": "array", "items": of_one_kind, **bounds}

    def _object(self, kind: type[Any]) -> Schema:
        hints = get_type_hints(kind)
        needed = [
            field.name
            for field in dataclasses.fields(kind)
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        ]
        return {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split("\n\n")[0].split()),
            "properties": {name: self.of(hint) for name, hint in hints.items()},
            "required": sorted(needed),
            "additionalProperties": False,
        }
