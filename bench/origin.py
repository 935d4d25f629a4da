"""Which code and which model a figure was measured with."""

from __future__ import annotations

import hashlib
import platform
import shlex
import subprocess
import sys
from pathlib import Path

from models.card import Card

_ROOT = Path(__file__).resolve().parent.parent


def commit() -> str | None:
    """The checkout's commit, with `+` when code differs from it; None outside a checkout.

    Weights and data are named by their sha256 instead.
    """
    try:
        found = _git("rev-parse", "--short", "HEAD")
        changed = _git("status", "--porcelain", "--untracked-files=no", "--", "*.py")
        return found + ("+" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def command(module: str) -> str:
    """What was typed, to be repeated in the repository root."""
    return shlex.join(["python", "-m", module, *sys.argv[1:]])


def model(card: Card) -> dict[str, str | int]:
    """Which weights they were."""
    return {
        "name": card.name,
        "version": card.version,
        "sha256": card.sha256,
        "size_bytes": card.size_bytes,
    }


def processor() -> str:
    """What the machine says its processor is."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def sha256(path: Path) -> str:
    """Of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _git(*words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(_ROOT), *words], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()
