"""`python -m bench.load` against the running stack."""

from __future__ import annotations

import json
import subprocess
import sys

from cli.programs import ROOT, environment
from tests.stack import Stack


def test_patients_film_and_answer_at_once(stack: Stack) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.load", "--patients", "2", "--seconds", "12", "--json"],
        cwd=ROOT,
        env=environment(stack.settings),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["failed"] == {}
    assert found["age_ms"]["count"] == found["frames"]["scored"] > 0
    accounted = found["frames"]["scored"] + found["frames"]["dropped"]
    assert found["frames"]["sent"] - 4 <= accounted <= found["frames"]["sent"]
    assert found["reply_ms"]["count"] == 2 * 11  # nine items between two free texts
    assert all(held > 0 for held in found["memory_mb"].values())
    assert found["facemesh"]["pictures_a_second"] > 0
