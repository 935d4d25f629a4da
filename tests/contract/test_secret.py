"""Keys are made once, survive restarts and races, and only their owner can read them."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cryptography.fernet import Fernet

from contract.secret import part_secret, text_key
from contract.settings import load_settings


def test_processes_that_start_together_share_one_secret(tmp_path: Path) -> None:
    settings = load_settings({"VULTUS_DATA": str(tmp_path / "new")})
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: part_secret(settings), range(16)))
    assert made == {part_secret(settings)}
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret"]


def test_only_the_owner_can_read_a_key(tmp_path: Path) -> None:
    settings = load_settings({"VULTUS_DATA": str(tmp_path)})
    Fernet(text_key(settings))
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_secret_in_the_settings_is_used_and_not_written(tmp_path: Path) -> None:
    settings = load_settings({"VULTUS_DATA": str(tmp_path), "VULTUS_SECRET": "given"})
    assert part_secret(settings) == "given"
    assert list(tmp_path.iterdir()) == []
