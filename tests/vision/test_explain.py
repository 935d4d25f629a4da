"""Where the model looked: as numbers, as a drawing, and only to who runs the service."""

from __future__ import annotations

import asyncio
import io
import logging

import cv2
import numpy as np
import pytest
from aiohttp import ClientSession

from contract.secret import part_secret
from contract.settings import Settings
from models.card import load_card
from tests.vision.pictures import astronaut, jpeg, nobody, two_people
from vision.emotion import MODEL
from vision.explain import Explainer
from vision.score import Scorer

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASTRONAUT = jpeg(astronaut())


@pytest.fixture(scope="module")
def allowed(settings: Settings) -> dict[str, str]:
    """The header that lets a developer in."""
    return {"Authorization": f"Bearer {part_secret(settings)}"}


async def test_evidence_comes_with_the_services_own_probabilities(
    http: ClientSession, url: str, allowed: dict[str, str]
) -> None:
    async with http.post(f"{url}/v1/faces/explain", data=ASTRONAUT, headers=allowed) as answer:
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
        found = await answer.json()
    card = load_card(MODEL)
    scored = await asyncio.to_thread(lambda: Scorer(card).score(ASTRONAUT).face)
    assert scored is not None and tuple(found["probabilities"]) == card.labels
    assert list(found["probabilities"].values()) == pytest.approx(scored.probabilities, abs=1e-6)
    assert found["label"] == "happiness" and found["exact"]
    assert found["grid"] == found["evidence"]["happiness"]
    total = np.sum([found["evidence"][label] for label in card.labels], axis=0)
    assert total == pytest.approx(0, abs=1e-4)
    assert np.mean(found["grid"]) > 0 > np.mean(found["evidence"]["sadness"])
    assert max(found["regions"], key=lambda region: found["regions"][region]) == "mouth"
    assert sum(found["regions"].values()) == pytest.approx(1)


async def test_the_corners_lie_around_the_face(
    http: ClientSession, url: str, allowed: dict[str, str]
) -> None:
    async with http.post(f"{url}/v1/faces/explain", data=ASTRONAUT, headers=allowed) as answer:
        corners = np.array((await answer.json())["corners"])
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    assert 90 < left < 130 and 40 < top < 80 and 200 < right < 240 and 150 < bottom < 190


async def test_the_drawing_changes_only_the_face(
    http: ClientSession, url: str, allowed: dict[str, str]
) -> None:
    headers = allowed | {"Accept": "image/png"}
    address = f"{url}/v1/faces/explain?label=sadness"
    async with http.post(address, data=ASTRONAUT, headers=headers) as answer:
        assert answer.content_type == "image/png"
        png = await answer.read()
    drawn = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    sent = cv2.imdecode(np.frombuffer(ASTRONAUT, np.uint8), cv2.IMREAD_COLOR)
    changed = (drawn != sent).any(axis=2)
    assert changed[100:130, 130:180].all() and not changed[:, :90].any()
    blue, _, red = drawn[115, 155].astype(int) - sent[115, 155]
    assert blue > red  # a smile speaks against sadness


@pytest.mark.parametrize("secret", [None, "Bearer wrong", "Bearer ä"])
async def test_without_the_secret_nothing_is_explained(
    http: ClientSession, url: str, secret: str | None
) -> None:
    headers = {"Authorization": secret} if secret else {}
    async with http.post(f"{url}/v1/faces/explain", data=ASTRONAUT, headers=headers) as answer:
        assert (answer.status, (await answer.json())["error"]["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("sent", "query", "status", "said"),
    [
        (jpeg(nobody()), "", 400, "no face"),
        (jpeg(two_people()), "", 400, "several faces"),
        (ASTRONAUT, "?label=joy", 400, "no label 'joy'"),
        (b"GIF89a", "", 400, "not a JPEG"),
        (bytes(5_000_000), "", 413, "larger"),
        (ASTRONAUT[:2] + bytes(2_000_000), "", 413, "at most"),
    ],
    ids=["nobody", "two", "label", "gif", "5MB", "2MB"],
)
async def test_what_cannot_be_explained_is_said(
    http: ClientSession,
    url: str,
    allowed: dict[str, str],
    sent: bytes,
    query: str,
    status: int,
    said: str,
) -> None:
    address = f"{url}/v1/faces/explain{query}"
    async with http.post(address, data=io.BytesIO(sent), headers=allowed) as answer:
        assert answer.status == status
        assert said in (await answer.json())["error"]["text"]


async def test_the_picture_is_kept_nowhere(
    http: ClientSession,
    url: str,
    allowed: dict[str, str],
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    for accept in ("application/json", "image/png"):
        headers = allowed | {"Accept": accept}
        async with http.post(f"{url}/v1/faces/explain", data=ASTRONAUT, headers=headers) as answer:
            assert answer.status == 200
    pieces = (ASTRONAUT[:4], ASTRONAUT[300:332], b"\x89PNG")
    kept = [path.read_bytes() for path in settings.data.rglob("*") if path.is_file()]
    assert kept and not any(piece in content for piece in pieces for content in kept)
    assert not any(piece.hex() in caplog.text.replace("\\x", "") for piece in pieces)


async def test_a_label_that_was_asked_for_is_explained() -> None:
    explainer = await asyncio.to_thread(lambda: Explainer(load_card(MODEL)))
    found = await asyncio.to_thread(explainer.explain, ASTRONAUT, "anger")
    assert found.label == "anger" and found.grid == found.evidence["anger"]
    assert sum(found.mood) == pytest.approx(1)
