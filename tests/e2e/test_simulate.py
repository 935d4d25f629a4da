"""`vultus questionnaire simulate` against the running stack: the real bot asks, the score comes."""

from __future__ import annotations

import json
import subprocess
import sys

from cli.programs import ROOT, environment
from tests.stack import Stack


def test_a_simulated_patient_is_scored(stack: Stack) -> None:
    answers = ("--answers", "1,1,2,2,0,0,3,1", "--url", stack.settings.public_url, "--json")
    done = subprocess.run(
        [sys.executable, "-m", "cli", "questionnaire", "simulate", "phq8", *answers],
        cwd=ROOT,
        env=environment(stack.settings),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout)
    assert [(one["total"], one["band"]) for one in said["scores"]] == [(10, "moderate")]
    assert said["alerts"] == 0
