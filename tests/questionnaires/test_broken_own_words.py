"""Words and days in a file that would propose two options are named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.questionnaires.test_catalogue import changed, mistakes


def option(value: int, **more: Any) -> dict[str, Any]:
    return {"value": value, "label": f"Level {value}", **more}


def file(*options: dict[str, Any], **more: Any) -> dict[str, Any]:
    return changed("items", 0, "options", to=list(options)) | more


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            file(option(0), option(1, synonyms=["some"]), option(2, synonyms=["Some!"])),
            "calm.yml, item calm_1, field options[3].synonyms: 'Some!' stands for two options.",
        ),
        (
            file(option(0, synonyms=["stop"]), option(1), option(2)),
            "calm.yml, item calm_1, field options[1].synonyms: 'stop' must have letters or digits "
            "and be no command.",
        ),
        (
            file(option(0), option(1, days={"low": 1, "high": 3}), option(2)),
            "calm.yml, item calm_1, field options[2].days: needs recall_days, the days that the "
            "items ask about.",
        ),
        (
            file(
                option(0, days={"low": 0, "high": 1}),
                option(1, days={"low": 1, "high": 9}),
                option(2, days={"low": 5, "high": 7}),
                recall_days=7,
            ),
            "calm.yml, item calm_1, field options[2].days: must be from low to high within 0 to 7.",
        ),
        (
            file(
                option(0, days={"low": 0, "high": 1}),
                option(1, days={"low": 1, "high": 5}),
                option(2),
                recall_days=7,
            ),
            "calm.yml, item calm_1, field options[2].days: 1 days belong to 'Level 0' already.",
        ),
    ],
)
def test_it_is_named(tmp_path: Path, body: dict[str, Any], said: str) -> None:
    assert mistakes(tmp_path, body) == [said]
