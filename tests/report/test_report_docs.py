"""docs/report.md names every key of the JSON, and no other."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import report.view
from report.view import Estimate, SessionView

DOC = (Path(report.view.__file__).parents[1] / "docs" / "report.md").read_text()
VALUES = {"web", "telegram", "completed", "stopped", "idle", "unfinished", "open", "other"}
VALUES |= {"withdrawn", "proxy", "expired"}


def keys_of(kind: Any) -> set[str]:
    """Names of a dataclass's fields and of the dataclasses in them."""
    found = set[str]()
    for field in fields(kind):
        found.add(field.name)
        for part in parts_of(get_type_hints(kind)[field.name]):
            found |= keys_of(part)
    return found


def parts_of(hint: Any) -> list[Any]:
    """The dataclasses that a type hint holds."""
    if is_dataclass(hint):
        return [hint]
    return [part for inner in get_args(hint) for part in parts_of(inner)]


def test_the_json_is_documented_key_by_key() -> None:
    table = "\n".join(line for line in DOC.split("## The JSON")[1].splitlines() if "|" in line)
    named = set(re.findall(r"`([a-z_]+)`", table)) - VALUES
    assert named == (keys_of(SessionView) | keys_of(Estimate)) - {"estimate"}
