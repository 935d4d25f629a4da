"""`vultus key` on a data folder, and what a wrong key says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port
from cryptography.fernet import Fernet

from cli.__main__ import main
from cli.programs import ROOT
from contract.messages import Reply
from contract.settings import load_settings
from fusion.store import Store

WORDS = "the heron came back to our pond"


def command(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as end:
        main(["key", *arguments])
    return end.value.code


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("VULTUS_DATA", str(tmp_path))
    store = Store.of(load_settings())
    id = store.open_session(store.invite(1.0).patient, "web", 1.0).session
    store.put(Reply(id, "m1", 2.0, WORDS))
    store.close()
    return id


def test_rotate_says_what_it_did_and_where_the_former_key_is(
    session: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (tmp_path / "key").read_text()
    assert command("rotate", "--settle", "0") == 0
    said = capsys.readouterr().out
    assert "reply: 1" in said and "1 values have the first key" in said
    assert f"{tmp_path / 'key.former'} holds the former key" in said
    assert (tmp_path / "key.former").read_text() == before != (tmp_path / "key").read_text()
    store = Store.of(load_settings())
    assert store.record(session).replies[0].text == WORDS
    store.close()


def test_new_prints_a_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("new") == 0
    Fernet(capsys.readouterr().out.strip())


def test_with_a_wrong_key_the_service_ends_with_one_sentence(session: str, tmp_path: Path) -> None:
    environ = os.environ | {
        "VULTUS_KEY": Fernet.generate_key().decode(),
        "VULTUS_PORT": str(unused_port()),
    }
    done = subprocess.run(
        [sys.executable, "-m", "fusion"], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("Stored text was encrypted with another key")
    assert "Traceback" not in done.stderr
