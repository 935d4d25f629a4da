"""The session's page with its estimate covered, rated and uncovered; what changed; agreement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.messages import Answer, Label, MoodName, Reading, Seen, Start
from questionnaires.own import MEDICINE, MOOD
from report.agreement import kappa, sources, wilson
from report.reading import changes
from tests.report.browsing import employed, send, sign_in
from tests.report.records import OPENED, POSITIVE, full
from tests.report.test_app import Clinic, Serve, serve

__all__ = ["serve"]
MADE = "Probability of each mood"


async def with_estimate(clinic: Clinic) -> str:
    last = replace(full().scores[0], message="m-whats_new_after", mood=POSITIVE)
    return await clinic.play(replace(full(), scores=(*full().scores, last)))


async def page(clinic: Clinic, session: str) -> str:
    text: str = await (await clinic.browser.get(f"/c/sessions/{session}")).text()
    return text


async def test_the_estimate_is_covered_until_it_is_rated_and_the_rating_is_blind(
    serve: Serve,
) -> None:
    clinic = await serve()
    session = await with_estimate(clinic)
    covered = await page(clinic, session)
    mood = (await clinic.store.record(session)).mood
    assert mood is not None and "There is an estimate" in covered
    for part in (MADE, mood.evidence, "Weights per question", 'id="timeline1-title"'):
        assert part not in covered
    assert (
        '<th scope="col" class="minor">Estimate</th>'
        not in await (await clinic.browser.get("/c")).text()
    )
    done = await (await clinic.post(f"/c/sessions/{session}/rating", {"mood": "neutral"})).text()
    assert MADE in done and mood.evidence in done
    assert "Demo administrator rated it <strong>neutral</strong>, before seeing" in done
    (rating,) = (await clinic.store.record(session)).ratings
    assert (rating.mood, rating.blind) == ("neutral", True)
    lines, _ = await clinic.store.audit("main")
    assert "session rated" in [one.what for one in lines]


@pytest.mark.parametrize("way", ["button", "json"])
async def test_a_rating_after_the_estimate_is_not_blind(serve: Serve, way: str) -> None:
    clinic = await serve()
    session = await with_estimate(clinic)
    if way == "button":
        assert MADE in await (await clinic.post(f"/c/sessions/{session}/estimate", {})).text()
    else:
        await clinic.browser.get(f"/c/sessions/{session}.json")
        assert MADE in await page(clinic, session)
    done = await clinic.post(f"/c/sessions/{session}/rating", {"mood": "negative"})
    assert ", after seeing the estimate" in await done.text()
    (label,) = await clinic.store.labels("main")
    assert (label.source, label.mood) == ("after", "negative")


async def test_one_persons_uncovering_is_not_anothers(serve: Serve) -> None:
    clinic = await serve()
    session = await with_estimate(clinic)
    await clinic.post(f"/c/sessions/{session}/rating", {"mood": "neutral"})
    await employed(clinic.store, "a.doctor", "clinician")
    doctor = clinic.stranger()
    await sign_in(doctor, "a.doctor")
    seen = await (await doctor.get(f"/c/sessions/{session}")).text()
    assert MADE not in seen and "rated it" not in seen
    await send(doctor, f"/c/sessions/{session}/rating", {"mood": "positive"})
    ratings = (await clinic.store.record(session)).ratings
    assert [(one.by, one.blind) for one in ratings] == [
        ("Demo administrator", True),
        ("a.doctor of main", True),
    ]


async def test_a_nurse_reads_the_estimate_and_does_not_rate(serve: Serve) -> None:
    clinic = await serve()
    session = await with_estimate(clinic)
    await employed(clinic.store, "a.nurse", "nurse")
    nurse = clinic.stranger()
    await sign_in(nurse, "a.nurse")
    seen = await (await nurse.get(f"/c/sessions/{session}")).text()
    assert MADE in seen and "Rate this session" not in seen
    answer = await send(nurse, f"/c/sessions/{session}/rating", {"mood": "neutral"})
    assert answer.status == 403 and "may not rate" in await answer.text()


@pytest.mark.parametrize("mood", ["", "sad", "Neutral"])
async def test_a_rating_is_one_of_the_four_moods(serve: Serve, mood: str) -> None:
    clinic = await serve()
    session = await with_estimate(clinic)
    answer = await clinic.post(f"/c/sessions/{session}/rating", {"mood": mood})
    assert answer.status == 400
    assert (await clinic.store.record(session)).ratings == ()


async def test_what_came_late_is_said_once_read(serve: Serve) -> None:
    clinic = await serve()
    session = await with_estimate(clinic)
    assert "Changed since you read it" not in await page(clinic, session)
    late = replace(full().scores[0], session=session, message="m-2", mood=POSITIVE)
    await clinic.store.post(replace(late, message=full().replies[1].message))
    again = await page(clinic, session)
    assert "Changed since you read it" in again and "The estimate was made anew." in again
    await employed(clinic.store, "a.nurse", "nurse")
    nurse = clinic.stranger()
    await sign_in(nurse, "a.nurse")
    assert "Changed since" not in await (await nurse.get(f"/c/sessions/{session}")).text()


async def test_medicine_own_rating_and_completeness_stand_on_the_page(serve: Serve) -> None:
    clinic = await serve()
    start = Start("s", "daily_checkin", "1", OPENED + 5, "m-start")
    answers = (
        Answer("s", "daily_checkin", "1", MOOD, 3, OPENED + 10, "m-a"),
        Answer("s", "daily_checkin", "1", MEDICINE, 2, OPENED + 20, "m-b"),
        Answer("s", "daily_checkin", "1", "daily_checkin_sleep", None, OPENED + 30, "m-c", True),
    )
    plain = replace(full(), starts=(start,), answers=answers, alerts=())
    text = await page(clinic, await clinic.play(plain))
    assert "Medicine: <strong>OFF</strong>." in text
    assert "2 questions answered, 1 skipped." in text
    assert "Own rating of the mood: <strong>3 of 10</strong>" in text


def test_items_of_two_or_more_stand_out_and_the_rest_is_folded() -> None:
    from report.render import session_page
    from tests.report.browsing import VIEWER
    from tests.report.test_session import shown

    text = session_page(shown(full()), VIEWER)
    before, _, folded = text.partition("<summary>All 10 answers</summary>")
    assert "Feeling down" in before and "Trouble falling" not in before
    assert "Trouble falling" in folded


def seen(**fields: object) -> Seen:
    usual: dict[str, object] = {
        "at": 1.0, "replies": 3, "answers": 9, "alerts": 0, "windows": 20,
        "evidence": "a", "mood": "neutral", "abstained": False,
    }  # fmt: skip
    return Seen(**(usual | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({}, ()),
        ({"alerts": 1, "replies": 5}, ("1 more alert.", "2 more replies.")),
        ({"windows": 0}, ("What the camera measured was deleted.",)),
        ({"windows": 30}, ("More was measured by the camera.",)),
        ({"evidence": "b"}, ("The estimate was made anew.",)),
        (
            {"evidence": "b", "mood": "negative"},
            ("The estimate was made anew: before neutral, now negative.",),
        ),
        (
            {"evidence": "b", "mood": "other", "abstained": True},
            ("The estimate was made anew: before neutral, now not sure.",),
        ),
        ({"evidence": None, "mood": None}, ("The estimate was taken back; it is made anew.",)),
    ],
)
def test_changes_are_sentences(now: dict[str, object], told: tuple[str, ...]) -> None:
    reading = Reading(seen(**now), seen(), None)
    assert changes(reading, covered=False) == told
    hidden = " ".join(changes(reading, covered=True))
    assert "neutral" not in hidden and "negative" not in hidden
    assert changes(replace(reading, before=None), covered=False) == ()


def label(mood: MoodName, estimate: MoodName | None, **more: object) -> Label:
    fields: dict[str, object] = {"source": "blind", "at": OPENED, "abstained": False} | more
    return Label("s", mood=mood, estimate=estimate, **fields)  # type: ignore[arg-type]


def test_agreement_counts_what_was_named_in_all_and_by_month() -> None:
    labels = [
        label("negative", "negative"),
        label("negative", "neutral"),
        label("positive", "positive", at=OPENED + 40 * 86_400),
        label("positive", "other", abstained=True),
        label("neutral", None),
        label("neutral", "neutral", source="self"),
        label("positive", "negative", source="after"),
    ]
    own, blind, after = sources(labels)
    assert [one.name for one in (own, blind, after)][1] == "Clinicians, before the estimate"
    whole, *months = blind.spans
    assert (whole.judged, whole.compared, whole.agreed) == (5, 3, 2)
    assert [one.span for one in months] == ["Dec 2025", "Nov 2025"]
    assert blind.table[0] == ("negative", (1, 1, 0, 0, 0))
    assert blind.table[2] == ("positive", (0, 0, 1, 0, 1))
    assert own.spans[0].agreed == 1 and after.spans[0].agreed == 0


def test_kappa_is_agreement_beyond_chance() -> None:
    assert kappa([("negative", "negative"), ("positive", "positive")]) == pytest.approx(1)
    half = [(a, b) for a in ("negative", "positive") for b in ("negative", "positive")]
    assert kappa(half) == pytest.approx(0)
    assert kappa([("neutral", "neutral")]) is None and kappa([]) is None
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
