"""The options of a FHIR item, and what each counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from contract.errors import BadMessage
from questionnaires.fhir import JSON_OF_OPTION, LOINC, ORDINAL, OWN, Json

_WEIGHTS = (
    ORDINAL,
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue",
)
_LOINC_VALUES = {
    "LA6568-5": 0,
    "LA6569-3": 1,
    "LA6570-1": 2,
    # "More than half the days" of GAD-7's item 2; forms with either code are about.
    "LA18938-3": 2,
    "LA6571-9": 3,
    "LA6572-7": 0,
    "LA6573-5": 1,
    "LA6575-0": 2,
    "LA6574-3": 3,
}
"""What PHQ and GAD answers count, for forms that leave the ordinal values away."""


def options(entry: Json, contained: Mapping[str, Json]) -> tuple[list[Json], bool]:
    """The options as a file has them, and whether their values are the instrument's own.

    Options without a value are numbered from 0. Raises BadMessage for a value that is no whole
    number, and for options that are not in the file.
    """
    if entry["type"] == "boolean":
        return [{"value": 0, "label": "No"}, {"value": 1, "label": "Yes"}], False
    if entry["type"] != "choice":
        return [], False
    codings = list(_codings(entry, contained))
    values = [_value(coding, entry) for coding in codings]
    weighed = None not in values
    made = []
    for place, (coding, value) in enumerate(zip(codings, values, strict=True)):
        label = str(coding.get("display") or coding.get("code"))
        option = {"value": value if weighed else place, "label": label}
        code = {"code": coding["code"]} if _is_loinc(coding) else {}
        made.append(option | code | _own(coding))
    return made, weighed


def _codings(entry: Json, contained: Mapping[str, Json]) -> list[Json]:
    """Each option's coding, with its own and its holder's extensions together."""
    if "answerOption" in entry:
        return [_coding(one) for one in entry["answerOption"]]
    values = contained.get(str(entry.get("answerValueSet")), {})
    listed: list[Json] = values.get("expansion", {}).get("contains", [])
    for include in values.get("compose", {}).get("include", ()) if not listed else ():
        system = {"system": include.get("system")}
        listed = [*listed, *(system | concept for concept in include.get("concept", ()))]
    if not listed:
        raise BadMessage(f"Item {entry['linkId']} has no options in the file itself.")
    return listed


def _coding(option: Json) -> Json:
    holder = option.get("extension", [])
    if "valueCoding" in option:
        coding: Json = option["valueCoding"]
        return {**coding, "extension": [*holder, *coding.get("extension", [])]}
    said = next((value for key, value in option.items() if key.startswith("value")), "")
    weight = [{"url": ORDINAL, "valueDecimal": said}] if "valueInteger" in option else []
    return {"display": str(said), "extension": [*holder, *weight]}


def _own(coding: Json) -> Json:
    """What an export of ours says besides."""
    said = {one.get("url"): one.get("valueString") for one in coding.get("extension", ())}
    found = ((name, said.get(OWN + name)) for name in JSON_OF_OPTION)
    return {name: json.loads(text) for name, text in found if text}


def _value(coding: Json, entry: Json) -> int | None:
    for one in coding.get("extension", ()):
        if one.get("url") in _WEIGHTS:
            return _whole(one.get("valueDecimal", one.get("valueInteger")), entry)
    return _LOINC_VALUES.get(str(coding.get("code"))) if _is_loinc(coding) else None


def _whole(value: Any, entry: Json) -> int:
    if isinstance(value, (int, float)) and value == int(value):
        return int(value)
    raise BadMessage(f"Item {entry['linkId']} has an option that counts {value}: no whole number.")


def _is_loinc(coding: Json) -> bool:
    return coding.get("system") == LOINC
