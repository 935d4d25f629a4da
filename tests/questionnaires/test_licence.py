"""A text that needs permission is refused until the operator declares to hold it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from questionnaires.catalogue import Catalogue, read_file
from questionnaires.definition import Questionnaire
from questionnaires.licence import seems_licensed
from questionnaires.loader import load_all
from questionnaires.mistakes import BadDefinition

TEXT = """\
id: brass9
version: "1"
title: "Brass polish scale (BRASS-9)"
language: en
licence: "Made up for a test."
permission: required
source: "Made up for a test."
items:
  - {id: brass9_1, text: "How shiny?", kind: text}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "brass9.yml").write_text(TEXT, "utf-8")
    return tmp_path


def test_it_is_refused_while_nobody_declares_a_permission(folder: Path) -> None:
    for declared in ((), ("brass", "other")):
        refused = Catalogue(folder, lambda declared=declared: declared).all()["brass9"]  # type: ignore[misc]
        assert isinstance(refused, BadDefinition)
        assert "field permission: its text may only be shown" in refused.text
        assert "VULTUS_LICENCES=brass9" in refused.text


def test_it_is_served_as_soon_as_it_is_declared_and_no_longer(folder: Path) -> None:
    declared: list[str] = []
    catalogue = Catalogue(folder, lambda: declared)
    assert isinstance(catalogue.all()["brass9"], BadDefinition)
    declared.append("brass9")
    assert isinstance(catalogue.all()["brass9"], Questionnaire)
    declared.clear()
    assert isinstance(catalogue.all()["brass9"], BadDefinition)


def test_the_refusal_is_logged_once(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    catalogue = Catalogue(folder, lambda: ())
    with caplog.at_level(logging.ERROR):
        catalogue.all()
        catalogue.all()
    assert [record.getMessage() for record in caplog.records] == ["questionnaire unlicensed"]


def test_its_file_can_be_checked_without_the_permission(folder: Path) -> None:
    assert read_file(folder / "brass9.yml").permission == "required"


def test_everything_shipped_is_free() -> None:
    assert {one.permission for one in load_all().values()} == {"free"}
    assert not any(seems_licensed(one) for one in load_all().values())


@pytest.mark.parametrize("title", ["PDQ-39", "MDS-UPDRS part II", "The EQ-5D-5L", "HADS"])
def test_names_that_are_known_to_need_permission_are_recognised(folder: Path, title: str) -> None:
    text = TEXT.replace("permission: required\n", "").replace("Brass polish scale", title)
    (folder / "brass9.yml").write_text(text, "utf-8")
    with pytest.raises(BadDefinition, match="must be required; this instrument's owner"):
        read_file(folder / "brass9.yml")
