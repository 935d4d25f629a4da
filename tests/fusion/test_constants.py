"""The card of the formula says why each constant is as it is."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
from pathlib import Path

import pytest

from contract.errors import BadMessage
from fusion.constants import FILE, Constants, load_constants

CARD = json.loads(FILE.read_text(encoding="utf-8"))
NAMES = [field.name for field in dataclasses.fields(Constants)]


def test_every_constant_has_its_reason_and_is_documented() -> None:
    assert sorted(CARD["reasons"]) == sorted(NAMES)
    page = (FILE.parent.parent / "docs" / "fusion.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in page] == []


def test_the_priors_are_probabilities() -> None:
    constants = load_constants().constants
    for prior in (constants.prior, constants.prior_face, constants.prior_text):
        assert math.isclose(sum(prior), 1) and min(prior) > 0


def test_the_hash_is_that_of_the_file() -> None:
    assert load_constants().sha256 == hashlib.sha256(FILE.read_bytes()).hexdigest()


def test_a_missing_and_an_unknown_constant_are_named(tmp_path: Path) -> None:
    for change, name in (({"gamma": None}, "gamma"), ({"delta": 1.0}, "delta")):
        constants = {k: v for k, v in {**CARD["constants"], **change}.items() if v is not None}
        path = tmp_path / "fusion.json"
        path.write_text(json.dumps({"constants": constants}), encoding="utf-8")
        with pytest.raises(BadMessage, match=name):
            load_constants(path)
