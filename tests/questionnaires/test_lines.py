"""A mistake says in which line it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionnaires.catalogue import read_file
from questionnaires.lines import line_of
from questionnaires.mistakes import BadDefinition

TEXT = """\
id: calm
items:
  - id: calm_1
    kind: choice
    options:
      - {value: 0, label: "No"}
      - value: 1
        label: "Yes"
  - text: "No id"
  - id: calm_1
    show_if:
      any_of: [calm_1]
"""


@pytest.mark.parametrize(
    ("item", "field", "line"),
    [
        (None, "items", 2),
        (None, "id", 1),
        (None, "title", 1),
        (None, None, None),
        ("number 1", "kind", 4),
        ("number 1", "options[1].label", 6),
        ("number 1", "options[2].label", 8),
        ("number 1", "options[2].code", 7),
        ("number 1", "code", 3),
        ("number 2", "id", 9),
        ("calm_1", "id", 10),
        ("calm_1", "show_if.any_of", 12),
        ("calm_9", "id", None),
    ],
)
def test_the_line_is_that_of_the_field_or_of_what_lacks_it(
    item: str | None, field: str | None, line: int | None
) -> None:
    assert line_of(TEXT, item, field) == line


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("/calm.yml:2: Not YAML: 'id' is written twice", "id: calm\nid: calm\n"),
        ("/calm.yml:2: Not YAML: mapping values", "id: calm\ntitle: Calm: a scale\n"),
        ("/calm.yml:1, field title: missing.", "id: calm\n"),
    ],
)
def test_what_is_no_sound_yaml_is_named_by_its_line(tmp_path: Path, said: str, text: str) -> None:
    (tmp_path / "calm.yml").write_text(text, "utf-8")
    with pytest.raises(BadDefinition) as caught:
        read_file(tmp_path / "calm.yml")
    assert said in caught.value.text


def test_a_refused_file_says_its_lines(tmp_path: Path) -> None:
    text = TEXT.replace('"Yes"', "Yes").replace("  - id: calm_1\n    show_if", "  - show_if")
    (tmp_path / "calm.yml").write_text(text, "utf-8")
    with pytest.raises(BadDefinition) as caught:
        read_file(tmp_path / "calm.yml")
    assert "/calm.yml:8, item calm_1, field options[2].label: must be text" in caught.value.text
    assert "/calm.yml:9, item number 2, field id: missing." in caught.value.text
