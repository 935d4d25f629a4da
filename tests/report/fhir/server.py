"""A small FHIR server over real HTTP: transactions, versions, and the failures that servers have.

It takes a transaction whole or not at all, puts its own references in place of `urn:uuid:` ones,
refuses one that leads nowhere, makes a new version only when something has changed, and answers
errors with an OperationOutcome.
"""

from __future__ import annotations

import asyncio
import copy
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

Json = dict[str, Any]
Trouble = Literal["500", "503", "429", "422", "slow", "cut before", "cut after", "garbage"]
JSON = "application/fhir+json"
SECRET = "what the server wrote about the patient"


@dataclass
class FhirServer:
    """What it holds, and what it does wrong next."""

    url: str = ""
    token: str = ""
    resources: dict[str, Json] = field(default_factory=dict)
    """By Type/id, as last put."""
    versions: dict[str, int] = field(default_factory=dict)
    trouble: list[Trouble] = field(default_factory=list)
    """What goes wrong with the next requests, the first first."""
    requests: int = 0
    times: list[float] = field(default_factory=list)

    def application(self) -> web.Application:
        """The server's application."""
        app = web.Application()
        app.router.add_post("/fhir", self._transaction)
        return app

    def of(self, kind: str) -> list[Json]:
        """Every resource of a type."""
        return [one for one in self.resources.values() if one["resourceType"] == kind]

    async def _transaction(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        self.times.append(asyncio.get_running_loop().time())
        trouble = self.trouble.pop(0) if self.trouble else None
        if trouble == "cut before":
            return self._cut(request)
        if trouble == "slow":
            await asyncio.sleep(30)
        if trouble in ("500", "503", "429", "422"):
            headers = {"Retry-After": "1"} if trouble == "429" else {}
            return _outcome(int(trouble), headers)
        if self.token and request.headers.get("Authorization") != f"Bearer {self.token}":
            return _outcome(401)
        if request.content_type != JSON:
            return _outcome(415)
        said = self._take(await request.json())
        if trouble == "cut after":
            return self._cut(request)
        if trouble == "garbage":
            return web.Response(text="<html>proxy error</html>", content_type="text/html")
        return said

    def _take(self, bundle: Json) -> web.Response:
        if bundle.get("resourceType") != "Bundle" or bundle.get("type") != "transaction":
            return _outcome(400)
        own = {one["fullUrl"]: one["request"]["url"] for one in bundle["entry"]}
        try:
            put = {
                one["request"]["url"]: _resolved(one["resource"], own) for one in bundle["entry"]
            }
        except KeyError:
            return _outcome(422)
        entries = [self._put(where, resource) for where, resource in put.items()]
        body = {"resourceType": "Bundle", "type": "transaction-response", "entry": entries}
        return web.json_response(body, content_type=JSON)

    def _put(self, where: str, resource: Json) -> Json:
        assert where == f"{resource['resourceType']}/{resource['id']}"
        status = "200 OK" if where in self.resources else "201 Created"
        if self.resources.get(where) != resource:
            self.resources[where] = resource
            self.versions[where] = self.versions.get(where, 0) + 1
        return {"response": {"status": status, "etag": f'W/"{self.versions[where]}"'}}

    def _cut(self, request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()


def _resolved(resource: Json, own: dict[str, str]) -> Json:
    """A copy with the server's references; KeyError for one that leads nowhere."""

    def walk(value: Any) -> Any:
        if isinstance(value, list):
            return [walk(part) for part in value]
        if not isinstance(value, dict):
            return value
        made = {key: walk(part) for key, part in value.items()}
        if str(made.get("reference", "")).startswith("urn:uuid:"):
            made["reference"] = own[made["reference"]]
        return made

    return dict(walk(copy.deepcopy(resource)))


def _outcome(status: int, headers: dict[str, str] | None = None) -> web.Response:
    issue = {"severity": "error", "code": "exception", "diagnostics": SECRET}
    body = {"resourceType": "OperationOutcome", "issue": [issue]}
    return web.json_response(body, status=status, content_type=JSON, headers=headers)
