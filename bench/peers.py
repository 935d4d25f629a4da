"""The same frames through the PyPI package `fer`, in an environment of its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console

from bench.cannot_measure import CannotMeasure

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".tools" / "bin" / "uv"
ENVIRONMENT = ROOT / ".tools" / "peer-fer"
NEEDED = ("setuptools<81", "opencv-contrib-python<5", "tensorflow-cpu", "requests", "pillow")
"""What `fer` imports in Haar mode; it also asks for torch and moviepy, 6 GB not used here."""


def fer(jpegs: Sequence[bytes], console: Console) -> dict[str, Any]:
    """{"ms": milliseconds of each frame from JPEG to scores, "faces", "versions"}.

    Makes the environment when there is none. CannotMeasure when that or `fer` fails.
    """
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        console.print("Installing fer and TensorFlow into .tools/peer-fer ...")
        _install()
    console.print("Timing fer ...")
    with TemporaryDirectory() as folder:
        for number, jpeg in enumerate(jpegs):
            (Path(folder) / f"{number:06}.jpg").write_bytes(jpeg)
        # The script's own folder comes first on its path: -P keeps `bench/` out of it.
        words = [str(python), "-P", str(ROOT / "bench" / "peer_fer.py"), folder]
        found: dict[str, Any] = json.loads(_run(words, "time fer").splitlines()[-1])
        return found


def _install() -> None:
    if not UV.exists():
        raise CannotMeasure("There is no .tools/bin/uv: run `make setup` first.")
    _run([str(UV), "venv", "-q", "--python", "3.11", "--clear", str(ENVIRONMENT)], "make it")
    target = str(ENVIRONMENT / "bin" / "python")
    install = [str(UV), "pip", "install", "-q", "--python", target]
    _run([*install, *NEEDED], "install TensorFlow")
    _run([*install, "--no-deps", "fer"], "install fer")


def _run(words: list[str], what: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise CannotMeasure(f"Could not {what} (.tools/peer-fer): {last}")
    return done.stdout
