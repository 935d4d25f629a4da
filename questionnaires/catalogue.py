"""A folder of questionnaire files, read when they change."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from questionnaires.definition import (
    KINDS,
    MARKS,
    MISSING,
    PERMISSIONS,
    PICTURES,
    Band,
    Change,
    Days,
    Item,
    Option,
    Questionnaire,
    Scoring,
    ShowIf,
    Subscale,
    Variant,
    Wording,
)
from questionnaires.licence import refusal
from questionnaires.lines import line_of
from questionnaires.mistakes import BadDefinition, Mistake
from questionnaires.placeholders import left_over
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
    _refuse(path, name, wrong_shape(body))
    _refuse(path, name, _wrong_words(body))
    questionnaire = _questionnaire(body)
    _refuse(path, name, chain(left_over(body), broken_rules(questionnaire, path.stem)))
    return questionnaire


class Catalogue:
    """The questionnaires of one folder. A new or changed file is served without a restart."""

    def __init__(self, folder: Path, declared: Callable[[], Collection[str]] | None = None) -> None:
        """`declared` gives the ids that the operator holds permission for; None: do not ask."""
        self._folder = folder
        self._declared = declared
        self._read: dict[Path, tuple[Stamp, Questionnaire | BadDefinition]] = {}
        self._told: set[str] = set()

    def all(self) -> dict[str, Questionnaire | BadDefinition]:
        """By id: what each file defines, or what is wrong with it."""
        paths = sorted(self._folder.glob("*.yml"))
        found = {path.stem: self._one(path) for path in paths}
        owners: dict[str, str] = {}
        for stem, one in found.items():
            if isinstance(one, Questionnaire):
                found[stem] = self._unless_unlicensed(one)
        for stem, one in found.items():
            if isinstance(one, Questionnaire):
                found[stem] = _unless_taken(one, self._folder.name, owners)
        return found

    def _unless_unlicensed(self, one: Questionnaire) -> Questionnaire | BadDefinition:
        """The questionnaire, or that its text needs a permission that nobody declared."""
        if self._declared is None or one.permission != "required":
            return one
        refused = refusal(one, self._declared())
        if refused is None:
            return one
        if one.id not in self._told:
            self._told.add(one.id)
            log.error("questionnaire unlicensed", extra={"questionnaire": one.id})
        file = f"{self._folder.name}/{one.id}.yml"
        return BadDefinition((Mistake(file, None, "permission", refused),))

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


def _refuse(path: Path, name: str, wrong: Iterator[Wrong]) -> None:
    found = list(wrong)
    if not found:
        return
    text = path.read_text("utf-8")
    raise BadDefinition(
        tuple(
            Mistake(name, item, field, problem, line_of(text, item, field))
            for item, field, problem in found
        )
    )


def _wrong_words(body: dict[str, Any]) -> Iterator[Wrong]:
    """Fields that take one of a few words and have another."""
    for field, words in (("permission", PERMISSIONS), ("scoring.missing", MISSING)):
        name, _, inner = field.partition(".")
        said = body.get(name, {}).get(inner) if inner else body.get(name)
        if said is not None and said not in words:
            yield None, field, f"must be {' or '.join(words)}."
    for item in body["items"]:
        for field, words in (("kind", KINDS), ("mark", MARKS), ("pictures", PICTURES)):
            if field in item and item[field] not in words:
                yield item["id"], field, f"must be {' or '.join(words)}."


def _questionnaire(body: dict[str, Any]) -> Questionnaire:
    fields = dict(body)
    fields["items"] = tuple(_item(item) for item in body["items"])
    fields["bands"] = tuple(Band(**band) for band in body.get("bands", ()))
    if "change" in body:
        fields["change"] = Change(**body["change"])
    fields["variants"] = tuple(_variant(variant) for variant in body.get("variants", ()))
    fields["scoring"] = Scoring(**body.get("scoring", {}))
    fields["subscales"] = tuple(
        Subscale(**{**one, "items": tuple(one["items"])}) for one in body.get("subscales", ())
    )
    return Questionnaire(**fields)


def _variant(body: dict[str, Any]) -> Variant:
    items = tuple(
        Wording(**{**one, "labels": tuple(one.get("labels", ()))}) for one in body["items"]
    )
    return Variant(**{**body, "items": items})


def _item(body: dict[str, Any]) -> Item:
    fields = dict(body)
    fields["options"] = tuple(_option(option) for option in body.get("options", ()))
    fields["absent"] = tuple(body.get("absent", ()))
    if "show_if" in body:
        condition = body["show_if"]
        fields["show_if"] = ShowIf(tuple(condition["any_of"]), condition["at_least"])
    return Item(**fields)


def _option(body: dict[str, Any]) -> Option:
    days = {"days": Days(**body["days"])} if "days" in body else {}
    return Option(**{**body, **days, "synonyms": tuple(body.get("synonyms", ()))})
