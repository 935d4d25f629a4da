"""Photos and short videos of other channels: scored in memory, with consent, like the camera's."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from aiohttp import ClientSession

from contract.client import StoreClient
from contract.messages import FaceWindow
from contract.secret import part_secret
from contract.settings import Settings
from tests.vision.cameras import session, until
from tests.vision.pictures import astronaut, jpeg, nobody, video
from vision.pictures import PHOTO, VIDEO
from vision.video import frames_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Sender:
    """Another part that has a patient's picture."""

    def __init__(self, http: ClientSession, url: str, settings: Settings) -> None:
        self._http, self._url, self._secret = http, url, part_secret(settings)

    async def send(
        self, who: str, picture: bytes, kind: str, at: float, secret: str | None = None
    ) -> tuple[int, dict[str, object]]:
        """Status and body of the answer."""
        url = f"{self._url}/internal/sessions/{who}/pictures"
        headers = {"Authorization": f"Bearer {secret or self._secret}", "Content-Type": kind}
        asked = {"at": str(at)}
        async with self._http.post(
            url, params=asked, data=io.BytesIO(picture), headers=headers
        ) as answer:
            return answer.status, await answer.json()


@pytest.fixture
def sender(http: ClientSession, url: str, settings: Settings) -> Sender:
    return Sender(http, url, settings)


async def _windows(store: StoreClient, who: str, count: int) -> tuple[FaceWindow, ...]:
    async def there() -> bool:
        return len((await store.record(who)).windows) >= count

    await until(there)
    return (await store.record(who)).windows


async def test_a_photo_becomes_one_window_and_a_repeat_no_second(
    sender: Sender, store: StoreClient
) -> None:
    who, at = (await session(store)).session, time.time() - 5
    for _ in range(2):
        status, told = await sender.send(who, jpeg(astronaut()), PHOTO, at)
        assert (status, told) == (200, {"frames": 1, "faces": 1, "reason": None})
    (window,) = await _windows(store, who, 1)
    assert window.start == at and window.mood is not None and window.regions is not None


async def test_a_video_is_sampled_at_the_cameras_rate(
    sender: Sender, store: StoreClient, tmp_path: Path
) -> None:
    who, at = (await session(store)).session, time.time() - 10
    status, told = await sender.send(who, video(tmp_path), VIDEO, at)
    assert (status, told["frames"], told["faces"]) == (200, 12, 12)
    windows = await _windows(store, who, 3)
    assert [round(one.start - at, 2) for one in windows] == [0.0, 1.0, 2.0]
    assert [one.frames for one in windows] == [5, 5, 2]
    assert all(one.mood is not None for one in windows)
    assert windows[0].expressivity is not None and windows[1].expressivity is not None


async def test_a_picture_without_a_face_says_so(sender: Sender, store: StoreClient) -> None:
    who = (await session(store)).session
    status, told = await sender.send(who, jpeg(nobody()), PHOTO, time.time() - 1)
    assert (status, told["faces"], told["reason"]) == (200, 0, "no face")


async def test_pictures_are_refused_without_consent_and_without_the_secret(
    sender: Sender, store: StoreClient
) -> None:
    who = (await session(store, camera=False)).session
    assert (await sender.send(who, jpeg(astronaut()), PHOTO, time.time() - 1))[0] == 403
    agreed = (await session(store)).session
    sent = await sender.send(agreed, jpeg(astronaut()), PHOTO, time.time() - 1, secret="guess")
    assert sent[0] == 403
    assert (await store.record(who)).windows == (await store.record(agreed)).windows == ()


async def test_what_is_no_picture_is_refused_with_its_reason(
    sender: Sender, store: StoreClient
) -> None:
    who, at = (await session(store)).session, time.time() - 1
    big = b"\x00" * (20 * 1024 * 1024 + 1)
    for picture, kind, when, status in (
        (b"no video at all" * 99, VIDEO, at, 400),
        (b"no photo at all" * 99, PHOTO, at, 400),
        (jpeg(astronaut()), "image/gif", at, 400),
        (jpeg(astronaut()), PHOTO, at + 600, 400),
        (b"", PHOTO, at, 400),
        (big, VIDEO, at, 413),
    ):
        assert (await sender.send(who, picture, kind, when))[0] == status, (kind, status)
    assert (await store.record(who)).windows == ()


async def test_no_pixel_reaches_the_data_folder(
    sender: Sender, store: StoreClient, tmp_path: Path, settings: Settings
) -> None:
    who, clip, still = (await session(store)).session, video(tmp_path), jpeg(astronaut())
    assert (await sender.send(who, clip, VIDEO, time.time() - 10))[0] == 200
    assert (await sender.send(who, still, PHOTO, time.time() - 1))[0] == 200
    files = [file.read_bytes() for file in settings.data.rglob("*") if file.is_file()]
    assert files
    for content in files:
        assert clip[64:128] not in content and still[200:264] not in content


async def test_the_first_minute_of_a_video_is_taken(tmp_path: Path) -> None:
    seconds = [second for second, _ in frames_of(video(tmp_path, 62), 1.0)]
    assert (len(seconds), seconds[0], round(seconds[-1])) == (60, 0.0, 59)
