"""A FHIR R4 Questionnaire resource as a questionnaire file; fhir.py is the way out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from contract.errors import BadMessage
from questionnaires.fhir import (
    CALCULATED,
    JSON_OF_QUESTIONNAIRE,
    LOINC,
    OF_ITEM,
    OF_QUESTIONNAIRE,
    OWN,
    Json,
)
from questionnaires.fhir_options import options
from questionnaires.rules import ID
from questionnaires.scaffold import LONGEST_ID
from questionnaires.shape import OBJECTS

UNSCORED = "69722-7"
"""LOINC's code of the PHQ's difficulty question: its options have values that never count."""
ALERTS = {"44260-8": 1}
"""Value from which an item of that LOINC code raises an alert, wherever the file comes from."""


def from_fhir(text: str, id: str | None = None) -> tuple[str, str]:
    """The questionnaire's id and the text of its file, which `read_file` then checks.

    A resource that was not exported here is not offered to patients at first, and without a
    copyright it needs a declared permission. Raises BadMessage for what a chat cannot ask.
    """
    resource = _resource(text)
    name = id or _id(resource)
    try:
        body = _body(resource, name)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        kind = type(error).__name__
        raise BadMessage(
            f"The resource is no well-formed FHIR R4 Questionnaire ({kind})."
        ) from None
    wanted = OBJECTS["questionnaire"]
    known = {field: body[field] for field in wanted if body.get(field) is not None}
    written = yaml.safe_dump(known, sort_keys=False, allow_unicode=True, width=96)
    return name, f"# yaml-language-server: $schema=schema.json\n{written}"


def _body(resource: Json, name: str) -> Json:
    entries = list(_flat(resource.get("item", [])))
    total = next((one for one in entries if _is_total(one)), {})
    intro = entries.pop(0)["text"] if entries and entries[0]["type"] == "display" else None
    body = _head(resource, name) | {
        "intro": intro,
        "items": _items(resource, entries, total, name),
    }
    if any(item.get("scored") for item in body["items"]):
        body["score_name"] = total.get("text") or f"{body['title']} total"
        body["score_code"] = code_of(total)
    return body


def code_of(element: Json) -> str | None:
    """The LOINC code of a resource or an item."""
    codes = (one["code"] for one in element.get("code", ()) if one.get("system") == LOINC)
    return next(codes, None)


def _resource(text: str) -> Json:
    try:
        resource = json.loads(text)
    except (ValueError, RecursionError):
        raise BadMessage("The file is not JSON.") from None
    if not isinstance(resource, dict) or resource.get("resourceType") != "Questionnaire":
        raise BadMessage("The file is no FHIR Questionnaire: resourceType must say so.")
    return resource


def _id(resource: Json) -> str:
    said = str(resource.get("name") or resource.get("id") or resource.get("title") or "")
    id = re.sub(r"[^a-z0-9]+", "_", said.casefold()).strip("_")[:LONGEST_ID].strip("_")
    if not ID.fullmatch(id):
        raise BadMessage("The resource has no name that could be an id: give one with --id.")
    return id


def _head(resource: Json, id: str) -> Json:
    own = {name: _own(resource, name) for name in OF_QUESTIONNAIRE}
    nested = {name: _own(resource, name) for name in JSON_OF_QUESTIONNAIRE}
    licence = resource.get("copyright")
    if own["offered"] is None:
        own["offered"] = False
    return {
        "id": id,
        "version": str(resource.get("version") or "1"),
        "title": resource.get("title") or id,
        "language": resource.get("language") or "en",
        "licence": licence or "Not stated in the imported file.",
        "code": code_of(resource),
        **own,
        "permission": own["permission"] or (None if licence else "required"),
        "source": own["source"] or f"FHIR Questionnaire {resource.get('url') or id}",
        **{name: _pruned(json.loads(value)) for name, value in nested.items() if value},
    }


def _items(resource: Json, entries: list[Json], total: Json, id: str) -> list[Json]:
    asked = [one for one in entries if one is not total]
    names = {one["linkId"]: _name(one["linkId"], id, n) for n, one in enumerate(asked, start=1)}
    contained = {f"#{one.get('id')}": one for one in resource.get("contained", ())}
    found: list[Json] = []
    for one in asked:
        choices, weighed = options(one, contained)
        item = {
            "id": names[one["linkId"]],
            "text": one.get("text"),
            "kind": _kind(one),
            "options": choices or None,
            "scored": weighed and _counts(one, total),
            "required": one.get("required") or None,
            "show_if": _show_if(one, names, found),
            "code": code_of(one),
        }
        item |= {name: value for name in OF_ITEM if (value := _own(one, name)) is not None}
        item["absent"] = json.loads(_own(one, "absent") or "null")
        item["scored"] = item["scored"] or None
        item["alert_from"] = ALERTS.get(code_of(one) or "", item.get("alert_from"))
        found.append({key: value for key, value in item.items() if value is not None})
    return found


def _flat(entries: list[Json]) -> Iterator[Json]:
    """Every question, display and total, in order, out of the groups that hold them."""
    for entry in entries:
        if "linkId" not in entry or "type" not in entry:
            raise BadMessage("An item has no linkId or no type; FHIR requires both.")
        if entry["type"] != "group":
            yield entry
        yield from _flat(entry.get("item", []))


def _is_total(entry: Json) -> bool:
    calculated = any(one.get("url") == CALCULATED for one in entry.get("extension", ()))
    numeric = entry["type"] in ("decimal", "integer", "quantity")
    return numeric and (calculated or bool(entry.get("readOnly")))


def _kind(entry: Json) -> str:
    kinds = {"choice": "choice", "boolean": "choice", "text": "text", "string": "text"}
    kind = kinds.get(entry["type"])
    if kind is None:
        raise BadMessage(
            f"Item {entry['linkId']} has type {entry['type']}; a chat here asks {', '.join(kinds)}."
        )
    return kind


def _name(link: str, id: str, number: int) -> str:
    fits = ID.fullmatch(link) and link.startswith(f"{id}_")
    return link if fits else f"{id}_{number}"


def _counts(entry: Json, total: Json) -> bool:
    """Whether the total counts it: by its expression where that names items, else all do."""
    expressions = [
        one["valueExpression"].get("expression", "")
        for one in total.get("extension", ())
        if one.get("url") == CALCULATED
    ]
    named = [set(re.findall(r"'([^']*)'", text)) for text in expressions]
    if named and named[0]:
        return entry["linkId"] in named[0]
    return code_of(entry) != UNSCORED


def _show_if(entry: Json, names: dict[str, str], earlier: list[Json]) -> Json | None:
    """The condition, where it is one that a file here can hold: one of some options or above."""
    conditions = entry.get("enableWhen", ())
    if not conditions:
        return None
    wanted: dict[str, set[str]] = {}
    for one in conditions:
        coding = one.get("answerCoding", {})
        wanted.setdefault(names.get(one["question"], ""), set()).add(str(coding.get("code")))
    values: set[int] = set()
    fits = len(conditions) == 1 or entry.get("enableBehavior") == "any"
    by_id = {item["id"]: item.get("options", []) for item in earlier}
    enough: dict[str, set[int]] = {}
    for name, codes in wanted.items():
        known = {str(o.get("code", o["value"])): o["value"] for o in by_id.get(name, ())}
        fits = fits and codes <= set(known)
        enough[name] = {known[code] for code in codes if code in known}
        values |= enough[name]
    at_least = min(values, default=0)
    for name, chosen in enough.items():
        fits = fits and chosen == {o["value"] for o in by_id[name] if o["value"] >= at_least}
    if not fits or any(one.get("operator") != "=" for one in conditions):
        raise BadMessage(
            f"Item {entry['linkId']} has an enableWhen that a file here cannot hold: it takes any "
            "of some earlier choices with one option or those above it."
        )
    return {"any_of": list(wanted), "at_least": at_least}


def _own(element: Json, name: str) -> Any:
    for one in element.get("extension", ()):
        if one.get("url") == OWN + name:
            return next(value for key, value in one.items() if key.startswith("value"))
    return None


def _pruned(value: Any) -> Any:
    """Without the fields that say nothing, which a file leaves away."""
    if isinstance(value, list):
        return [_pruned(part) for part in value]
    if isinstance(value, dict):
        return {key: _pruned(part) for key, part in value.items() if part not in (None, [])}
    return value
