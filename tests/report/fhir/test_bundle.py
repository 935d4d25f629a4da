"""A session as a bundle: valid R4, the same bytes each time, no words, no code that is not true."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.codesystem import CodeSystem
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.messages import (
    AlertCase,
    AlertStep,
    Answer,
    Consent,
    Expressivity,
    Record,
    Respondent,
    SessionMood,
    SkipReason,
    Weights,
)
from questionnaires.fhir import LOINC, to_fhir
from questionnaires.loader import load, load_all
from report.fhir.bundle import Wanted, bundle
from report.fhir.codes import code_system
from report.wording import _REASONS
from tests.report.fhir.bindings import REQUIRED, wrong
from tests.report.records import FIRST_WORDS, LAST_WORDS, OPENED, SESSION, answer, full, moods

Json = dict[str, Any]
ALL = Wanted(mood=True, alerts=True, escalate_minutes=30)
OUTCOME = "Spoke with her sister, see the file"
NURSE = "A. Nurse"


def handled(*kinds: str) -> Record:
    """The full record, its alert with these steps after it was raised."""
    alert = full().alerts[0]
    steps = [AlertStep(alert.at, "raised"), AlertStep(alert.at + 2, "delivered", "on@clinic.test")]
    for place, kind in enumerate(kinds, start=1):
        step = AlertStep(alert.at + 60 * place, kind, NURSE, OUTCOME)  # type: ignore[arg-type]
        steps.append(step)
    return replace(full(), cases=(AlertCase(7, "patient-7f3a", alert, tuple(steps)),))


def mood(**changes: object) -> SessionMood:
    assert full().mood is not None
    return replace(full().mood, **changes)  # type: ignore[type-var,return-value]


def made(record: Record, wanted: Wanted = ALL) -> Json:
    found = bundle(record, load_all(), wanted)
    assert found is not None
    return found


def of(record: Record, kind: str, wanted: Wanted = ALL) -> list[Json]:
    every = [entry["resource"] for entry in made(record, wanted)["entry"]]
    return [one for one in every if one["resourceType"] == kind]


def observation(record: Record, code: str) -> Json:
    (found,) = (
        one for one in of(record, "Observation") if one["code"]["coding"][0]["code"] == code
    )
    return found


def skipped(item: str, reason: SkipReason | None) -> Answer:
    return replace(answer(item, None, OPENED + 300, "m-s", skipped=True), reason=reason)


PROXY = replace(handled(), respondents=(Respondent(SESSION, "proxy", OPENED),))
NOTHING = mood(
    mood="other",
    weights=Weights(0.0, 0.0),
    reason="not estimable",
    expressivity=Expressivity(None, None, None, 0.0, True),
)
RECORDS = {
    "full": handled(),
    "closed alert": handled("acknowledged", "contacted", "closed"),
    "failed notice": replace(
        handled(),
        cases=(
            replace(
                handled().cases[0],
                steps=(*handled().cases[0].steps, AlertStep(OPENED + 200, "failed", "x", "503")),
            ),
        ),
    ),
    "proxy": PROXY,
    "no estimate": replace(full(), mood=NOTHING),
    "not sure": replace(full(), mood=mood(mood="other", abstained=True, reason="uncertain")),
    "open": replace(handled(), session=replace(full().session, closed=None, reason=None)),
    "skipped": replace(full(), answers=(*full().answers, skipped("phq9_2", "declined"))),
    "refused": replace(full(), consents=(Consent(SESSION, "p", "camera", "1", False, OPENED),)),
}


@pytest.mark.parametrize("name", RECORDS)
def test_every_bundle_is_valid_and_within_its_bindings(name: str) -> None:
    """R4B changed none of the resources in a bundle: what is valid there is valid R4."""
    found = made(RECORDS[name])
    Bundle.model_validate(found)
    every = [found, *(entry["resource"] for entry in found["entry"])]
    assert [line for one in every for line in wrong(one)] == []


def test_a_value_outside_its_binding_would_be_found() -> None:
    (flag,) = of(handled(), "Flag")
    assert wrong(flag | {"status": "ended"}) == ["Flag.status: ended"]
    (response,) = of(handled(), "QuestionnaireResponse")
    del response["authored"]
    assert wrong(response) == ["QuestionnaireResponse lacks authored"]


def test_every_closed_list_that_a_bundle_uses_is_checked() -> None:
    """The library knows which elements are bound to a list; none of ours is left unchecked."""
    bound: set[str] = set()
    for record in RECORDS.values():
        bound |= set(_bound(Bundle.model_validate(made(record)), "Bundle"))
    assert len(bound) > 8 and bound - set(REQUIRED) == set()


def _bound(model: Any, path: str) -> Any:
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if value is None or name == "resource_type":
            continue
        said = field.json_schema_extra or {}
        if said.get("enum_values"):
            yield f"{path}.{name}"
        for part in value if isinstance(value, list) else [value]:
            if hasattr(type(part), "model_fields"):
                whole = getattr(part, "get_resource_type", lambda: "")()
                yield from _bound(part, whole if name == "resource" else f"{path}.{name}")


def test_the_same_record_gives_the_same_bytes() -> None:
    assert json.dumps(made(handled())) == json.dumps(made(handled()))
    ids = [entry["resource"]["id"] for entry in made(handled())["entry"]]
    assert len(set(ids)) == len(ids)


def test_a_later_alert_step_changes_no_id() -> None:
    before, after = made(handled()), made(handled("acknowledged", "contacted", "closed"))
    urls = [[entry["request"]["url"] for entry in one["entry"]] for one in (before, after)]
    assert urls[0] == urls[1]


@pytest.mark.parametrize("name", RECORDS)
def test_no_words_and_no_session_id_are_in_a_bundle(name: str) -> None:
    text = json.dumps(made(RECORDS[name]), ensure_ascii=False)
    for secret in (FIRST_WORDS, LAST_WORDS, OUTCOME, f'"{SESSION}"', load("phq9").items[0].text):
        assert secret not in text


def test_the_response_has_the_options_with_their_codes() -> None:
    (response,) = of(full(), "QuestionnaireResponse")
    assert response["questionnaire"] == f"{to_fhir(load('phq9'))['url']}|1"
    assert response["status"] == "completed"
    first = response["item"][0]["answer"][0]["valueCoding"]
    assert (first["system"], first["code"]) == (LOINC, "LA6570-1")
    assert first["extension"][0]["valueDecimal"] == 2


@pytest.mark.parametrize(
    ("reason", "code"),
    [("declined", "asked-declined"), ("unknown", "asked-unknown"), (None, "unknown")],
)
def test_a_skipped_item_says_why(reason: SkipReason | None, code: str) -> None:
    record = replace(full(), answers=(*full().answers, skipped("phq9_2", reason)))
    (response,) = of(record, "QuestionnaireResponse")
    value = response["item"][1]["answer"][0]["valueCoding"]
    assert value["extension"][0]["valueCode"] == code
    total = observation(record, "44261-6")
    assert "valueQuantity" not in total and "dataAbsentReason" in total
    assert total["component"][0]["valueInteger"] == 1


def test_the_total_has_the_code_of_the_total_and_its_band() -> None:
    total = observation(full(), "44261-6")
    assert total["valueQuantity"] == {
        "value": 11, "unit": "{score}", "system": "http://unitsofmeasure.org", "code": "{score}",
    }  # fmt: skip
    assert total["interpretation"][0]["coding"][0]["code"] == "moderate"
    assert total["category"][0]["coding"][0]["code"] == "survey"


def test_proxy_answers_carry_no_code_of_a_self_report() -> None:
    observed = of(PROXY, "QuestionnaireResponse") + of(PROXY, "Observation")
    assert LOINC not in json.dumps(observed) and LOINC in json.dumps(of(full(), "Observation"))
    assert "interpretation" not in observation(PROXY, "total-by-proxy")
    (response,) = of(PROXY, "QuestionnaireResponse")
    assert response["source"]["type"] == "RelatedPerson"
    assert {one["status"] for one in of(PROXY, "Consent")} == {"inactive"}
    absent = observation(PROXY, "session-mood")["dataAbsentReason"]["coding"]
    assert [one["code"] for one in absent] == ["not-permitted", "by-proxy"]


def test_the_mood_is_preliminary_with_its_parts() -> None:
    found = observation(full(), "session-mood")
    assert found["status"] == "preliminary"
    assert found["valueCodeableConcept"]["coding"][0]["code"] == "positive"
    parts = {one["code"]["coding"][0]["code"]: one for one in found["component"]}
    assert parts["probability-positive"]["valueQuantity"]["value"] == 0.49
    assert parts["weight-text"]["valueQuantity"]["value"] == 0.72
    assert parts["expressivity"]["valueQuantity"]["value"] == 0.34
    assert parts["coverage-faces"]["valueInteger"] == 175
    (device,) = of(full(), "Device")
    models = {one["component"]["value"]: one["value"] for one in device["version"][1:]}
    assert models["face-mini-xception"] == "1" and models["text-minilm"] == "1"


def test_without_an_estimate_it_says_why_and_has_no_value() -> None:
    found = observation(replace(full(), mood=NOTHING), "session-mood")
    assert "valueCodeableConcept" not in found
    codes = [one["code"] for one in found["dataAbsentReason"]["coding"]]
    assert codes == ["unknown", "not-estimable"]


def test_mood_and_alerts_are_there_only_when_wanted() -> None:
    text = json.dumps(made(handled(), Wanted(mood=False, alerts=False, escalate_minutes=30)))
    for left_out in ("session-mood", "evidence-sha256", "text-minilm", "Flag", "Task"):
        assert left_out not in text
    assert "44261-6" in text and "Consent" in text


def test_an_alert_is_told_while_the_session_is_open_and_nothing_else_is() -> None:
    kinds = {entry["resource"]["resourceType"] for entry in made(RECORDS["open"])["entry"]}
    assert kinds == {"Device", "Flag", "Task", "Communication", "Provenance"}
    assert bundle(replace(RECORDS["open"], cases=()), load_all(), ALL) is None


def test_the_flag_ends_when_the_alert_is_closed() -> None:
    (flag,) = of(handled("acknowledged", "contacted"), "Flag")
    assert flag["status"] == "active" and "end" not in flag["period"]
    (flag,) = of(handled("acknowledged", "contacted", "closed"), "Flag")
    assert flag["status"] == "inactive" and flag["period"]["end"] > flag["period"]["start"]


def test_the_task_has_its_owner_status_and_due_time() -> None:
    (task,) = of(handled(), "Task")
    assert task["status"] == "requested" and "owner" not in task
    told, due = task["authoredOn"], task["restriction"]["period"]["end"]
    assert _time(due) - _time(told) == timedelta(minutes=30)
    (task,) = of(handled("acknowledged"), "Task")
    assert (task["status"], task["owner"]["display"]) == ("accepted", NURSE)


def test_a_veiled_alert_is_for_the_same_day() -> None:
    record = handled()
    case = record.cases[0]
    veiled = replace(case, alert=replace(case.alert, source="veiled"))
    (task,) = of(replace(record, cases=(veiled,)), "Task")
    assert task["priority"] == "urgent"
    told, due = task["authoredOn"], task["restriction"]["period"]["end"]
    assert _time(due) - _time(told) == timedelta(hours=8)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def test_a_withdrawn_consent_is_inactive_and_a_refused_one_rejected() -> None:
    record = replace(
        full(),
        consents=(
            *full().consents,
            Consent(SESSION, "p", "camera", "1", False, OPENED + 9),
        ),
    )
    assert [one["status"] for one in of(record, "Consent")] == ["active", "inactive"]
    assert [one["status"] for one in of(RECORDS["refused"], "Consent")] == ["rejected"]


def test_every_reason_of_the_fusion_has_a_code() -> None:
    CodeSystem.model_validate(code_system())
    codes = {one["code"] for one in code_system()["concept"]}
    assert {reason.replace(" ", "-") for reason in _REASONS} <= codes


VALUES = st.one_of(st.integers(0, 3), st.none())
MESSY = st.fixed_dictionaries(
    {
        "values": st.lists(VALUES, min_size=0, max_size=10),
        "reasons": st.lists(
            st.sampled_from(["declined", "unknown", "not_applicable", "unclear", "unsaid", None]),
            min_size=10,
            max_size=10,
        ),
        "who": st.sampled_from(["self", "helped", "proxy", None]),
        "given": st.lists(st.booleans(), max_size=3),
        "moods": moods(),
        "abstained": st.booleans(),
        "spread": st.floats(0, 200_000),
    }
)


@settings(max_examples=40)
@given(MESSY)
def test_any_session_gives_a_valid_bundle(drawn: dict[str, Any]) -> None:
    answers = tuple(
        replace(
            answer(item.id, value, OPENED + 20 + drawn["spread"] * place, f"m-{place}"),
            skipped=value is None,
            reason=drawn["reasons"][place] if value is None else None,
        )
        for place, (item, value) in enumerate(
            zip(load("phq9").items, drawn["values"], strict=False)
        )
    )
    who = drawn["who"]
    record = replace(
        handled(),
        answers=answers,
        respondents=() if who is None else (Respondent(SESSION, who, OPENED),),
        consents=tuple(
            Consent(SESSION, "p", "camera", "1", given, OPENED + place)
            for place, given in enumerate(drawn["given"])
        ),
        mood=mood(probabilities=drawn["moods"], abstained=drawn["abstained"]),
    )
    found = made(record)
    Bundle.model_validate(found)
    every = [found, *(entry["resource"] for entry in found["entry"])]
    assert [line for one in every for line in wrong(one)] == []
    kinds = ("Observation", "QuestionnaireResponse")
    observed = [one for one in every if one["resourceType"] in kinds]
    assert who != "proxy" or LOINC not in json.dumps(observed)
