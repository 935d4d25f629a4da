"""What the service tells whoever watches it: health, metrics, and no id in either."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from prometheus_client.parser import text_string_to_metric_families

from contract.messages import Consent, Reply
from contract.secret import part_secret
from contract.settings import Settings, load_settings
from fusion.app import store_key
from service.app import build

Client = TestClient[Any, Any]
MakeClient = Callable[..., Awaitable[Client]]
WORDS = "I want to die"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"VULTUS_DATA": str(tmp_path), "VULTUS_PARTS": "fusion,report"})


@pytest.fixture
async def client(settings: Settings, aiohttp_client: MakeClient) -> Client:
    return await aiohttp_client(build(settings))


async def scraped(client: Client, settings: Settings) -> tuple[str, dict[str, float]]:
    """The text, and each sample's value by its name and labels."""
    headers = {"Authorization": f"Bearer {part_secret(settings)}"}
    answer = await client.get("/metrics", headers=headers)
    assert answer.status == 200
    text = await answer.text()
    samples = {
        f"{sample.name}{sorted(sample.labels.items())}": sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    return text, samples


async def test_metrics_count_requests_by_pattern_and_tell_nobodys_id(
    client: Client, settings: Settings
) -> None:
    store = client.app[store_key]
    patient = store.invite(time.time()).patient
    session = store.open_session(patient, "web", time.time()).session
    store.put(Consent(session, patient, "text", "1", True, time.time()))
    store.put(Reply(session, "m1", time.time(), WORDS, "whats_new_before", time.time()))
    for _ in range(3):
        await client.get("/c/sessions/some-session?of=some-token", allow_redirects=False)
    await client.get("/nothing/here")
    text, samples = await scraped(client, settings)
    route = "/c/sessions/{session}"
    labels = [("method", "GET"), ("route", route), ("status", "303")]
    assert samples[f"vultus_requests_total{labels}"] == 3
    assert samples[f"vultus_request_seconds_count{[('route', route)]}"] == 3
    unknown = [("method", "GET"), ("route", "unknown"), ("status", "404")]
    assert samples[f"vultus_requests_total{unknown}"] == 1
    expected = {
        "open_sessions": 1,
        "open_alerts": 1,
        "unacknowledged_alerts": 1,
        "undelivered_replies": 1,
        "unscored_replies": 1,
    }
    assert {name: samples[f"vultus_{name}[]"] for name in expected} == expected
    assert "process_resident_memory_bytes" in text
    for hidden in ("some-token", "some-session", patient, session, WORDS):
        assert hidden not in text


async def test_metrics_need_the_secret(client: Client) -> None:
    assert (await client.get("/metrics")).status == 403


async def test_health_is_ok_and_says_when_the_database_does_not_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    answer = await client.get("/healthz")
    assert answer.status == 200
    assert await answer.json() == {"status": "ok", "parts": ["fusion", "report"]}
    (settings.data / "vultus.db").rename(settings.data / "gone")
    for beside in settings.data.glob("vultus.db-*"):
        beside.unlink()
    client.app[store_key].close()
    answer = await client.get("/healthz")
    assert answer.status == 503
    assert (await answer.json())["failing"] == ["fusion"]
