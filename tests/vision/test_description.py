"""The calls of vision are as the HTTP API's description says; schemathesis asks them."""

from __future__ import annotations

import asyncio

import jsonschema_rs
import pytest
from aiohttp import ClientSession

from contract.client import StoreClient
from contract.messages import Consent
from contract.secret import part_secret
from contract.settings import Settings
from service.operations import OPERATIONS
from service.public_operations import PUBLIC_OPERATIONS
from tests.service.asking import SCHEMA, ask
from tests.vision.pictures import astronaut, jpeg

pytestmark = pytest.mark.asyncio(loop_scope="module")

MINE = [
    one
    for one in (*OPERATIONS, *PUBLIC_OPERATIONS)
    if one.path.startswith("/v1/") or one.path.endswith("/pictures")
]


@pytest.mark.parametrize("operation", MINE, ids=lambda one: f"{one.method} {one.path}")
async def test_the_answers_are_what_the_description_says(
    operation: object, url: str, store: StoreClient, settings: Settings
) -> None:
    patient = (await store.invite()).patient
    session = (await store.open_session(patient, "web")).session
    await store.post(Consent(session, patient, "camera", "1", True, 1.0))
    headers = {"Authorization": f"Bearer {part_secret(settings)}"}
    known = {"session": session}
    assert await asyncio.to_thread(ask, SCHEMA, operation, url, headers, known)


async def test_an_explained_face_is_as_described(
    url: str, http: ClientSession, settings: Settings
) -> None:
    headers = {"Authorization": f"Bearer {part_secret(settings)}"}
    sent = jpeg(astronaut())
    async with http.post(f"{url}/v1/faces/explain", data=sent, headers=headers) as answer:
        assert answer.status == 200
        found = await answer.json()
    described = SCHEMA.raw_schema["paths"]["/v1/faces/explain"]["post"]["responses"]["200"]
    schema = described["content"]["application/json"]["schema"]
    assert set(found) == set(schema["required"]) == set(schema["properties"])
    jsonschema_rs.validate(schema, found)
