"""The shipped questionnaires by id, and the items of all of them by theirs."""

from __future__ import annotations

from pathlib import Path

from contract.errors import NotFound
from contract.settings import load_settings
from questionnaires.catalogue import Catalogue
from questionnaires.definition import Item, Questionnaire
from questionnaires.mistakes import BadDefinition
from questionnaires.spoken import spoken
from texts.speaking import current

__all__ = ["FOLDER", "BadDefinition", "find_item", "load", "load_all", "offered"]

FOLDER = Path(__file__).parent
_CATALOGUE = Catalogue(FOLDER, lambda: load_settings().licences)
_SPOKEN: dict[tuple[str, str], tuple[Questionnaire, Questionnaire]] = {}
"""By id and language: a questionnaire as its file has it, and in that language."""


def load(id: str) -> Questionnaire:
    """The questionnaire of that id, in the patients' language where its file has that.

    Raises NotFound when there is no such file and BadDefinition when it has a mistake or
    needs a permission that the operator has not declared.
    """
    found = _CATALOGUE.all().get(id)
    if found is None:
        raise NotFound(f"No questionnaire {id[:40]!r}. Known: {', '.join(sorted(load_all()))}.")
    if isinstance(found, BadDefinition):
        raise found
    return _in_language(found, current())


def load_all() -> dict[str, Questionnaire]:
    """Every questionnaire that may be shown, by id; a file with a mistake, or without a permission
    that it needs, is logged and left out."""
    every, language = _CATALOGUE.all(), current()
    return {
        id: _in_language(one, language)
        for id, one in every.items()
        if isinstance(one, Questionnaire)
    }


def _in_language(one: Questionnaire, language: str) -> Questionnaire:
    known = _SPOKEN.get((one.id, language))
    if known is None or known[0] is not one:
        known = _SPOKEN[one.id, language] = one, spoken(one, language)
    return known[1]


def offered() -> dict[str, Questionnaire]:
    """Those that a patient can choose, by id."""
    return {id: one for id, one in load_all().items() if one.offered}


def find_item(item_id: str) -> tuple[Questionnaire, Item]:
    """The item of that id and its questionnaire; NotFound when there is none."""
    for questionnaire in load_all().values():
        for item in questionnaire.items:
            if item.id == item_id:
                return questionnaire, item
    raise NotFound(f"No item {item_id[:40]!r} in any questionnaire.")
