"""Worker processes: one that dies is replaced, none outlives the service."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from contract.errors import BadMessage
from models.card import ModelError
from tests.vision.cameras import until
from tests.vision.pictures import astronaut, jpeg
from vision.emotion import face_card
from vision.pool import Pool


async def test_worker_that_dies_costs_one_frame_and_is_replaced() -> None:
    pool = Pool(workers=2)
    try:
        pid, *_ = await pool.warm()
        assert (await _faces(pool)) == 1
        os.kill(pid, signal.SIGKILL)
        assert (await _faces(pool)) is None
        assert (await _faces(pool)) == 1
        with pytest.raises(BadMessage):
            await pool.score(b"no picture")
    finally:
        await pool.close()


async def test_workers_read_with_the_model_that_is_named() -> None:
    scores = [await _probabilities(name) for name in ("face-mini-xception", "face-cbam")]
    assert scores[0] != scores[1]
    assert all(sum(one) == pytest.approx(1, abs=1e-4) for one in scores)


def test_a_model_that_reads_no_faces_is_refused_by_name() -> None:
    with pytest.raises(ModelError, match="text-minilm is for text-mood"):
        face_card("text-minilm")


async def _probabilities(model: str) -> tuple[float, ...]:
    pool = Pool(workers=1, model=model)
    try:
        score = await pool.score(jpeg(astronaut()))
    finally:
        await pool.close()
    assert score is not None and score.face is not None
    return score.face.probabilities


_SERVICE = """
import asyncio
from vision.pool import Pool
async def main():
    print(*await Pool(workers=1).warm(), flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""


async def test_no_worker_outlives_a_killed_service() -> None:
    service = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _SERVICE, stdout=subprocess.PIPE
    )
    assert service.stdout is not None
    pid = int(await service.stdout.readline())
    service.kill()
    await service.wait()
    await until(lambda: asyncio.to_thread(_gone, pid))


async def _faces(pool: Pool) -> int | None:
    score = await pool.score(jpeg(astronaut()))
    return None if score is None else score.faces


def _gone(pid: int) -> bool:
    """Whether it has ended: a zombie that nobody has fetched yet has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
