"""Questionnaires and items are found by id, or said not to be there."""

import pytest

from contract.errors import NotFound
from questionnaires.loader import find_item, load, load_all


def test_every_item_is_found_by_its_id() -> None:
    for questionnaire in load_all().values():
        for item in questionnaire.items:
            assert find_item(item.id) == (questionnaire, item)


@pytest.mark.parametrize("id", ["phq10", "", "../pyproject", "phq9.yml", "PHQ9"])
def test_an_unknown_questionnaire_is_not_found(id: str) -> None:
    with pytest.raises(NotFound, match="Known: daily_checkin, gad7, phq8, phq9"):
        load(id)


def test_an_unknown_item_is_not_found() -> None:
    with pytest.raises(NotFound, match="phq9_10"):
        find_item("phq9_10")
