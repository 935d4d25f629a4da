"""`vultus patient` on a running service."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cli.__main__ import main
from contract.client import StoreClient
from tests.cli.conftest import Serve


def command(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as end:
        main(["patient", *arguments])
    return end.value.code


@pytest.fixture
async def store(serve: Serve) -> AsyncIterator[StoreClient]:
    async with StoreClient.of(await serve()) as client:
        yield client


async def test_erase_prints_the_proof_and_writes_it(
    store: StoreClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    patient = (await store.invite()).patient
    await store.open_session(patient, "web")
    path = tmp_path / "proof.json"
    asked = ("erase", patient, "--by", "B. Officer", "--yes", "--proof", str(path))
    assert await asyncio.to_thread(command, *asked) == 0
    said = capsys.readouterr().out
    proof = json.loads(path.read_text())
    assert proof["reference"] in said and patient not in said
    assert "deleted        1  session" in said and "beyond recall" in said
    assert path.stat().st_mode & 0o077 == 0
    assert await asyncio.to_thread(command, "proofs") == 0
    assert json.loads(capsys.readouterr().out) == proof
    assert "exists already" in str(await asyncio.to_thread(command, *asked))


async def test_without_a_yes_nothing_is_erased(
    store: StoreClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = (await store.invite()).patient
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert await asyncio.to_thread(command, "erase", patient, "--by", "B. Officer") == 1
    assert await store.proofs() == ()
    said = await asyncio.to_thread(command, "erase", "p-nobody", "--by", "B", "--yes")
    assert "no such patient" in str(said)


async def test_download_writes_a_zip_that_only_its_owner_reads(
    store: StoreClient, tmp_path: Path
) -> None:
    patient = (await store.invite()).patient
    path = tmp_path / "copy.zip"
    assert await asyncio.to_thread(command, "download", patient, "--to", str(path)) == 0
    with zipfile.ZipFile(path) as file:
        assert json.loads(file.read("about.json"))["patient"] == patient
    assert path.stat().st_mode & 0o077 == 0
    again = await asyncio.to_thread(command, "download", patient, "--to", str(path))
    assert "exists already" in str(again)
