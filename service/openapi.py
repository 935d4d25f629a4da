"""The OpenAPI description, made from `operations.py` and the dataclasses, and the page `/docs`."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from aiohttp import web

from contract.settings import Settings
from service.json_schema import Schema, Schemas
from service.operation import Binary, ListOf, OneOf, Operation, Plain
from service.operations import OPERATIONS

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
_ABOUT = (
    "The calls between the parts of Vultus and of its commands. Times are Unix seconds; errors "
    "have one shape. docs/architecture.md says what each is for."
)


def describe() -> dict[str, Any]:
    """The whole description as one JSON object."""
    schemas = Schemas()
    paths: dict[str, dict[str, Any]] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method] = _operation(one, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Vultus", "version": "1", "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": schemas.found,
            "securitySchemes": {"secret": {"type": "http", "scheme": "bearer"}},
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
            "200": {"description": "Done.", "content": _content(_answer(one.answer, schemas))},
            "default": {
                "description": "What is wrong, and what to do.",
                "content": {"application/json": {"schema": _ERROR}},
            },
        },
    }
    if one.path != "/healthz":
        found["security"] = [{"secret": []}]
    if one.body is not None:
        content = _content(_taken(one.body, schemas))
        found["requestBody"] = {"required": True, "content": content}
    return found


def _content(what: Schema | str) -> dict[str, Any]:
    if isinstance(what, str):
        return {what: {}}
    return {"application/json": {"schema": what}}


def _answer(what: Any, schemas: Schemas) -> Schema | str:
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


def _listed(name: str, schema: Schema) -> Schema:
    several = {"type": "array", "items": schema}
    return {"type": "object", "properties": {name: several}, "required": [name]}


def _page(described: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{method.upper()}</code></td><td><code>{escape(path)}</code></td>"
        f"<td>{escape(one['summary'])}</td></tr>"
        for path, methods in described["paths"].items()
        for method, one in methods.items()
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>Vultus: the HTTP API</title></head><body><main><h1>The HTTP API</h1>"
        f"<p>{escape(_ABOUT)}</p>"
        '<p><a href="/docs/openapi.json">OpenAPI description</a>; every call but '
        "<code>/healthz</code> needs the parts' secret as a bearer token.</p>"
        "<table><thead><tr><th>Method</th><th>Address</th><th>What</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></main></body></html>"
    )
