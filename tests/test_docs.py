"""What the documentation lists is what the code has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tomllib

from contract.settings import SETTINGS
from contract.wire import KINDS

ROOT = Path(__file__).resolve().parent.parent


def test_every_setting_is_documented_word_for_word() -> None:
    rows = [
        f"| `VULTUS_{name.upper()}` | {f'`{default}`' if default else ''} | {text} |"
        for name, default, text in SETTINGS
    ]
    lines = (ROOT / "docs/settings.md").read_text().splitlines()
    assert [line for line in lines if line.startswith("| `VULTUS_")] == rows


@pytest.mark.parametrize("kind", KINDS)
def test_every_message_is_named_in_the_architecture(kind: str) -> None:
    assert f"`{kind}`" in (ROOT / "docs/architecture.md").read_text()


def test_every_questionnaire_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text()
    ids = [path.stem for path in (ROOT / "questionnaires").glob("*.yml")]
    assert ids and [name for name in ids if f"`{name}`" not in text] == []


def test_every_direct_dependency_has_its_reason() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    names = {re.split(r"[<>=]", line)[0] for group in groups.values() for line in group}
    text = (ROOT / "docs/decisions.md").read_text()
    assert [name for name in sorted(names) if name not in text] == []


def test_every_verb_in_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for verb in set(re.findall(r"`make ([a-z]+)`", (ROOT / "README.md").read_text())):
        assert re.search(rf"^{verb}:", makefile, re.M), f"README names `make {verb}`"


def test_a_questionnaires_commands_can_be_pasted() -> None:
    text = (ROOT / "questionnaires/README.md").read_text()
    assert "`.venv/bin/vultus questionnaire lint " in text and "`vultus " not in text


def test_every_linked_file_exists() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"
