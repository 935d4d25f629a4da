"""The periods that the documentation lists are the defaults."""

from __future__ import annotations

import re
from pathlib import Path

from contract.retention import DEFAULTS

DOC = Path(__file__).resolve().parents[2] / "docs" / "rights.md"


def test_every_class_is_documented_with_its_default() -> None:
    rows = re.findall(r"^\| `([a-z]+)` \| (\d+) \|", DOC.read_text(), re.M)
    assert ",".join(f"{name}={days}" for name, days in rows) == DEFAULTS
