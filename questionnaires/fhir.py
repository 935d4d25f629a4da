"""A questionnaire as a FHIR R4 Questionnaire resource (JSON); fhir_import.py is the way back.

Standard elements carry what FHIR has: codes, ordinal values, conditions, the total's expression.
The rest travels in extensions of our own, so that nothing is lost on the way out and in.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from questionnaires.definition import Item, Option, Questionnaire, ShowIf

LOINC = "http://loinc.org"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
OWN = "urn:vultus:questionnaire:"
"""Begins the URLs of our own extensions and the systems of options without a LOINC code."""
FORM = "urn:vultus:form:"
"""Begins the canonical URL of a questionnaire, which responses name."""
OF_QUESTIONNAIRE = (
    "source",
    "recall",
    "recall_days",
    "why",
    "offered",
    "permission",
    "max_span",
    "min_interval",
)
JSON_OF_QUESTIONNAIRE = ("bands", "change", "scoring", "subscales", "variants")
OF_ITEM = ("scored", "alert_from", "mark", "explain", "pictures")
JSON_OF_OPTION = ("synonyms", "days")
Json = dict[str, Any]


def to_fhir(questionnaire: Questionnaire) -> Json:
    """The resource; `json.dumps` writes it."""
    one = questionnaire
    plain = [own(name, getattr(one, name)) for name in OF_QUESTIONNAIRE]
    nested = [own(name, _json(one, name)) for name in JSON_OF_QUESTIONNAIRE]
    return {
        "resourceType": "Questionnaire",
        "id": one.id.replace("_", "-"),
        "language": one.language,
        "extension": [extension for extension in plain + nested if extension],
        "url": FORM + one.id,
        "version": one.version,
        "name": one.id.capitalize(),
        "title": one.title,
        "status": "active",
        "subjectType": ["Patient"],
        "copyright": one.licence,
        **_code(one.code),
        "item": [*_intro(one), *(_item(item, one) for item in one.items), *_total(one)],
    }


def own(name: str, value: Any) -> Json:
    """An extension of ours; empty for None."""
    if value is None:
        return {}
    kinds = {bool: "valueBoolean", int: "valueInteger", str: "valueString"}
    return {"url": OWN + name, kinds[type(value)]: value}


def _json(holder: Questionnaire | Item | Option, name: str) -> str | None:
    value = getattr(holder, name)
    if not value:
        return None
    if isinstance(value, tuple):
        plain: Any = [part if isinstance(part, str) else asdict(part) for part in value]
    else:
        plain = asdict(value)
    return json.dumps(plain, ensure_ascii=False)


def _code(code: str | None) -> Json:
    return {"code": [{"system": LOINC, "code": code}]} if code else {}


def _intro(questionnaire: Questionnaire) -> list[Json]:
    if questionnaire.intro is None:
        return []
    link = f"{questionnaire.id}_intro"
    return [{"linkId": link, "text": questionnaire.intro, "type": "display"}]


def _item(item: Item, questionnaire: Questionnaire) -> Json:
    extensions = [own(name, getattr(item, name)) for name in OF_ITEM]
    extensions.append(own("absent", _json(item, "absent")))
    options = [_option(option, item) for option in item.options]
    return {
        "extension": [extension for extension in extensions if extension],
        "linkId": item.id,
        **_code(item.code),
        "text": item.text,
        "type": item.kind,
        **(_enable_when(item.show_if, questionnaire) if item.show_if else {}),
        "required": item.required,
        **({"answerOption": options} if options else {}),
    }


def _option(option: Option, item: Item) -> Json:
    ordinal = {"url": ORDINAL, "valueDecimal": option.value}
    nested = (own(name, _json(option, name)) for name in JSON_OF_OPTION)
    extensions = [ordinal, *(extension for extension in nested if extension)]
    return {"extension": extensions, "valueCoding": coding(option, item)}


def coding(option: Option, item: Item, *, loinc: bool = True) -> Json:
    """An option as a Coding: LOINC's where it has one and that is wanted, else our own."""
    if option.code and loinc:
        return {"system": LOINC, "code": option.code, "display": option.label}
    return {"system": OWN + item.id, "code": str(option.value), "display": option.label}


def _enable_when(show_if: ShowIf, questionnaire: Questionnaire) -> Json:
    """One condition for each option that is enough; any of them will do."""
    conditions = [
        {"question": item.id, "operator": "=", "answerCoding": coding(option, item)}
        for item in questionnaire.items
        if item.id in show_if.any_of
        for option in item.options
        if option.value >= show_if.at_least
    ]
    return {"enableWhen": conditions, "enableBehavior": "any"}


def _total(questionnaire: Questionnaire) -> list[Json]:
    if questionnaire.maximum == 0:
        return []
    ids = "|".join(f"'{item.id}'" for item in questionnaire.items if item.scored)
    sum_of = f"%resource.item.where(linkId in ({ids})).answer.value.ordinal().sum()"
    multiplier = questionnaire.scoring.multiplier
    expression = sum_of if multiplier == 1 else f"({sum_of} * {multiplier}).round(0)"
    value = {"language": "text/fhirpath", "expression": expression}
    return [
        {
            "extension": [{"url": CALCULATED, "valueExpression": value}],
            "linkId": f"{questionnaire.id}_total",
            **_code(questionnaire.score_code),
            "text": questionnaire.score_name,
            "type": "decimal",
            "readOnly": True,
        }
    ]
