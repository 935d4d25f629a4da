"""A part can run in a process of its own; a wrong setting ends it with one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from cli.programs import ROOT
from tests.stack import free_ports

START_S = 60.0


def test_the_store_serves_alone(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    environ = os.environ | {"VULTUS_DATA": str(tmp_path), "VULTUS_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "fusion"], cwd=ROOT, env=environ, stderr=subprocess.DEVNULL
    )
    try:
        assert b'"parts": ["fusion"]' in _health(port)
    finally:
        process.terminate()
        assert process.wait(20) == 0


def test_a_wrong_setting_is_one_sentence(tmp_path: Path) -> None:
    environ = os.environ | {"VULTUS_DATA": str(tmp_path), "VULTUS_PROT": "80"}
    done = subprocess.run(
        [sys.executable, "-m", "service"], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Unknown setting VULTUS_PROT. Known: VULTUS_")


def _health(port: int) -> bytes:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
                return bytes(answer.read())
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("the store does not answer")
