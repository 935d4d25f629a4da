"""A new file begins without a mistake, and is offered to nobody until its writer says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import BadMessage
from questionnaires.catalogue import read_file
from questionnaires.scaffold import LONGEST_ID, scaffold
from questionnaires.shape import OBJECTS


@pytest.mark.parametrize("id", ["who5", "a", "b" * LONGEST_ID])
def test_a_scaffold_is_good_and_not_offered(tmp_path: Path, id: str) -> None:
    path = tmp_path / f"{id}.yml"
    path.write_text(scaffold(id), "utf-8")
    assert read_file(path).offered is False


def test_a_scaffold_names_every_field() -> None:
    text = scaffold("who5")
    names = {name for fields in OBJECTS.values() for name in fields}
    assert [name for name in sorted(names) if f"{name}:" not in text] == []


@given(st.text().filter(lambda text: not text.isascii() or not text.islower()))
def test_what_can_be_no_id_is_refused(text: str) -> None:
    with pytest.raises(BadMessage, match="An id has small letters"):
        scaffold(text)
