"""The OpenAPI description, made from `operations.py` and the dataclasses, and the page `/docs`."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from aiohttp import web

from contract.settings import Settings
from report.cookies import COOKIES
from service.json_schema import Schema, Schemas
from service.operation import Binary, Inlined, ListOf, OneOf, Operation, Plain, Shape, Socket
from service.operations import OPERATIONS
from service.public_operations import PUBLIC_OPERATIONS

_ERROR: Schema = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {"code": {"type": "string"}, "text": {"type": "string"}},
            "required": ["code", "text"],
            "additionalProperties": False,
        }
    },
    "required": ["error"],
}
_SCHEMES: dict[str, Schema] = {
    "secret": {"type": "http", "scheme": "bearer", "description": "The parts' secret."},
    "cookie": {
        "type": "apiKey", "in": "cookie", "name": COOKIES[0], "description": "Staff, signed in.",
    },
}  # fmt: skip
_LOOKS = (
    "body { font: 1rem/1.5 sans-serif; margin: 1rem } table { border-collapse: collapse } "
    "th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.5rem } "
    "tr + tr { border-top: 1px solid #999 } td { overflow-wrap: anywhere }"
)
_WHO: dict[str, str] = {
    "secret": "the parts' secret",
    "cookie": "signed-in staff",
    "link": "whoever has the address",
    "anybody": "anybody",
}
_ABOUT = (
    "What comes from outside, then the calls between the parts of Vultus and of its commands. "
    "Times are Unix seconds; errors have one shape. docs/protocol.md and docs/architecture.md say "
    "what each is for."
)


def describe() -> dict[str, Any]:
    """The whole description as one JSON object."""
    schemas = Schemas()
    paths: dict[str, dict[str, Any]] = {}
    for one in (*PUBLIC_OPERATIONS, *OPERATIONS):
        paths.setdefault(one.path, {})[one.method] = _operation(one, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Vultus", "version": "1", "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": schemas.found,
            "securitySchemes": _SCHEMES,
        },
    }


def attach(app: web.Application, settings: Settings) -> None:
    """Add `/docs` and `/docs/openapi.json`; they tell of the calls, and nothing of anybody."""
    described = describe()

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=_page(described), content_type="text/html")

    async def whole(_: web.Request) -> web.Response:
        return web.json_response(described)

    app.router.add_get("/docs", page)
    app.router.add_get("/docs/openapi.json", whole)


def _operation(one: Operation, schemas: Schemas) -> dict[str, Any]:
    named = re.findall(r"\{([a-z_]+)\}", one.path)
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in named
    ]
    parameters += [
        {"name": name, "in": "query", "required": needed, "schema": schema}
        for name, schema, needed in one.query
    ]
    found: dict[str, Any] = {
        "summary": one.summary,
        "parameters": parameters,
        "responses": {
            **_done(one.answer, schemas),
            "default": {
                "description": "What is wrong, and what to do.",
                "content": {one.errors: {"schema": _ERROR} if "json" in one.errors else {}},
            },
        },
    }
    if one.access in _SCHEMES:
        found["security"] = [{one.access: []}]
    if one.body is not None:
        content = _content(_taken(one.body, schemas))
        found["requestBody"] = {"required": True, "content": content}
    return found


def _done(answer: Any, schemas: Schemas) -> dict[str, Any]:
    if isinstance(answer, Socket):
        return {"101": {"description": "From here on it is a WebSocket."}}
    return {"200": {"description": "Done.", "content": _content(_answer(answer, schemas))}}


def _content(what: Schema | str | Shape) -> dict[str, Any]:
    if isinstance(what, str):
        return {what: {"schema": {"type": "string", "format": "binary"}}}
    if isinstance(what, Shape):
        return {what.media: {"schema": what.schema}}
    return {"application/json": {"schema": what}}


def _answer(what: Any, schemas: Schemas) -> Schema | str | Shape:
    if isinstance(what, Shape):
        return what
    if isinstance(what, Inlined):
        return _inlined(what, schemas)
    if isinstance(what, ListOf):
        return _listed(what.name, schemas.sent(what.kind))
    return _other(what, schemas) or schemas.sent(what)


def _taken(what: Any, schemas: Schemas) -> Schema | str:
    if isinstance(what, OneOf):
        return {"oneOf": [schemas.taken(kind, tagged=True) for kind in what.kinds]}
    if isinstance(what, ListOf):
        return _listed(what.name, schemas.taken(what.kind))
    return _other(what, schemas) or schemas.taken(what)


def _other(what: Any, schemas: Schemas) -> Schema | str | None:
    """What is no message."""
    if isinstance(what, Binary):
        return what.media
    if isinstance(what, Plain):
        fields = {
            name: {"type": "array"} if hint is list else schemas.of(hint)
            for name, hint in what.fields.items()
        }
        return {"type": "object", "properties": fields, "required": sorted(fields)}
    return None


def _inlined(what: Inlined, schemas: Schemas) -> Schema:
    body, held = schemas.sent(what.kind), schemas.sent(what.held)["properties"]
    mine = {name: one for name, one in body["properties"].items() if name != what.field}
    properties = {name: one for name, one in (mine | held).items() if name != "kind"}
    needed = sorted(mine.keys() - {"kind"})
    return body | {"properties": properties, "required": needed}


def _listed(name: str, schema: Schema) -> Schema:
    several = {"type": "array", "items": schema}
    return {"type": "object", "properties": {name: several}, "required": [name]}


def _page(described: dict[str, Any]) -> str:
    access = {(one.method, one.path): one.access for one in (*PUBLIC_OPERATIONS, *OPERATIONS)}
    rows = "".join(
        f"<tr><td><code>{method.upper()}</code></td><td><code>{escape(path)}</code></td>"
        f"<td>{escape(one['summary'])}</td><td>{_WHO[access[method, path]]}</td></tr>"
        for path, methods in described["paths"].items()
        for method, one in methods.items()
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Vultus: the HTTP API</title><style>{_LOOKS}</style></head>"
        "<body><main><h1>The HTTP API</h1>"
        f"<p>{escape(_ABOUT)}</p>"
        '<p><a href="/docs/openapi.json">OpenAPI description</a>. The parts\' secret goes as a '
        "bearer token.</p><table><thead><tr><th>Method</th><th>Address</th><th>What</th>"
        "<th>Who</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></main></body></html>"
    )
