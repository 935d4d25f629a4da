"""A folder of questionnaire files, read when they change."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from questionnaires.definition import (
    Band,
    Change,
    Item,
    Option,
    Questionnaire,
    Scoring,
    ShowIf,
    Subscale,
)
from questionnaires.mistakes import BadDefinition, Mistake
from questionnaires.rules import broken_rules
from questionnaires.shape import Wrong, wrong_shape
from questionnaires.yaml_file import read_yaml

log = logging.getLogger(__name__)

Stamp = tuple[int, int]
"""Time of change in nanoseconds and size: when both are the same, the file is."""


def read_file(path: Path) -> Questionnaire:
    """The questionnaire in a file; BadDefinition with all its mistakes when there are any."""
    name = f"{path.parent.name}/{path.name}"
    body = read_yaml(path, name)
    _refuse(name, wrong_shape(body))
    _refuse(name, _wrong_kinds(body))
    questionnaire = _questionnaire(body)
    _refuse(name, broken_rules(questionnaire, path.stem))
    return questionnaire


class Catalogue:
    """The questionnaires of one folder. A new or changed file is served without a restart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, tuple[Stamp, Questionnaire | BadDefinition]] = {}

    def all(self) -> dict[str, Questionnaire | BadDefinition]:
        """By id: what each file defines, or what is wrong with it."""
        paths = sorted(self._folder.glob("*.yml"))
        found = {path.stem: self._one(path) for path in paths}
        owners: dict[str, str] = {}
        for stem, one in found.items():
            if isinstance(one, Questionnaire):
                found[stem] = _unless_taken(one, self._folder.name, owners)
        return found

    def _one(self, path: Path) -> Questionnaire | BadDefinition:
        stamp = _stamp(path)
        known = self._read.get(path)
        if known and known[0] == stamp:
            return known[1]
        try:
            result: Questionnaire | BadDefinition = read_file(path)
        except BadDefinition as error:
            log.error("questionnaire refused: %s", error, extra={"questionnaire": path.stem})
            result = error
        self._read[path] = (stamp, result)
        return result


def _stamp(path: Path) -> Stamp:
    try:
        stat = path.stat()
    except OSError:
        return 0, 0  # reading it then says what is wrong
    return stat.st_mtime_ns, stat.st_size


def _unless_taken(
    questionnaire: Questionnaire, folder: str, owners: dict[str, str]
) -> Questionnaire | BadDefinition:
    """The questionnaire, or the mistake that an earlier file has items of the same id."""
    file = f"{folder}/{questionnaire.id}.yml"
    taken = tuple(
        Mistake(file, item.id, "id", f"used in {owners[item.id]} too.")
        for item in questionnaire.items
        if item.id in owners
    )
    if taken:
        return BadDefinition(taken)
    owners.update((item.id, file) for item in questionnaire.items)
    return questionnaire


def _refuse(name: str, wrong: Iterator[Wrong]) -> None:
    mistakes = tuple(Mistake(name, item, field, text) for item, field, text in wrong)
    if mistakes:
        raise BadDefinition(mistakes)


def _wrong_kinds(body: dict[str, Any]) -> Iterator[Wrong]:
    if body.get("scoring", {}).get("missing", "none") not in ("none", "prorate"):
        yield None, "scoring.missing", "must be none or prorate."
    for item in body["items"]:
        if item["kind"] not in ("choice", "text"):
            yield item["id"], "kind", "must be choice or text."
        if item.get("mark", "overlap") != "overlap":
            yield item["id"], "mark", "must be overlap."


def _questionnaire(body: dict[str, Any]) -> Questionnaire:
    fields = dict(body)
    fields["items"] = tuple(_item(item) for item in body["items"])
    fields["bands"] = tuple(Band(**band) for band in body.get("bands", ()))
    if "change" in body:
        fields["change"] = Change(**body["change"])
    fields["scoring"] = Scoring(**body.get("scoring", {}))
    fields["subscales"] = tuple(
        Subscale(**{**one, "items": tuple(one["items"])}) for one in body.get("subscales", ())
    )
    return Questionnaire(**fields)


def _item(body: dict[str, Any]) -> Item:
    fields = dict(body)
    fields["options"] = tuple(Option(**option) for option in body.get("options", ()))
    if "show_if" in body:
        condition = body["show_if"]
        fields["show_if"] = ShowIf(tuple(condition["any_of"]), condition["at_least"])
    return Item(**fields)
