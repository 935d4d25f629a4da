"""Questionnaires through the real Rasa, its action server and the store."""

from __future__ import annotations

import asyncio

from actions import wording
from contract.messages import Bubble
from tests.bot.patient import Patient

NINE = [("phq9_1", 2), *((f"phq9_{n}", 0) for n in range(2, 9)), ("phq9_9", 1)]


def texts(bubbles: list[Bubble]) -> list[str]:
    return [bubble.text for bubble in bubbles]


async def test_phq9_from_greeting_to_end(patient: Patient) -> None:
    offered = (await patient.greet())[-1]
    assert '/start_questionnaire{"questionnaire":"phq9"}' in [b.payload for b in offered.buttons]
    (first,) = await patient.start("phq9")
    assert (first.item, first.input) == ("whats_new_before", "text")
    assert texts(await patient.type("I have been gardening"))[0] == wording.THANKS
    for item, value in NINE:
        assert patient.shown is not None
        assert (patient.shown.item, patient.shown.progress) == (item, f"{item[-1]} of 9")
        await patient.choose(value)
    await patient.choose(1)
    assert texts(await patient.type("that is all")) == [wording.THANKS, wording.COMPLETED]
    record = await patient.record()
    assert [(a.item, a.value) for a in record.answers] == [
        ("whats_new_before", None),
        *NINE,
        ("phq9_difficulty", 1),
        ("whats_new_after", None),
    ]
    assert (record.session.reason, len(record.starts)) == ("completed", 1)


async def test_difficulty_is_not_asked_when_nothing_was_a_problem(patient: Patient) -> None:
    await patient.begin("phq9")
    for _ in NINE:
        await patient.choose(0)
    assert patient.shown is not None
    assert patient.shown.item == "whats_new_after"


async def test_same_message_twice_fills_one_item(patient: Patient) -> None:
    await patient.begin("phq9")
    first = await patient.choose(3)
    assert await patient.again() == first
    assert (await patient.answers())[1:] == [("phq9_1", 3)]


async def test_typed_message_twice_fills_one_item(patient: Patient) -> None:
    await patient.begin("phq9")
    first = await patient.type("not at all")
    assert await patient.again() == first
    assert (await patient.answers())[1:] == [("phq9_1", 0)]


async def test_two_presses_on_one_option_at_once_fill_one_item(patient: Patient) -> None:
    await patient.begin("phq9")
    await asyncio.gather(patient.choose(3, item="phq9_1"), patient.choose(3, item="phq9_1"))
    assert (await patient.answers())[1:] == [("phq9_1", 3)]


async def test_press_on_an_old_question_changes_nothing_and_says_why(patient: Patient) -> None:
    await patient.begin("phq9")
    await patient.choose(3)
    note, question = await patient.choose(0, item="phq9_1")
    assert (note.text, question.item) == (wording.ALREADY_ANSWERED, "phq9_2")
    assert (await patient.answers())[1:] == [("phq9_1", 3)]


async def test_typed_labels_and_numbers_answer(patient: Patient) -> None:
    await patient.begin("phq9")
    for words in ("several days", "2", "Nearly every day"):
        await patient.type(words)
    assert (await patient.answers())[1:] == [("phq9_1", 1), ("phq9_2", 2), ("phq9_3", 3)]


async def test_nonsense_is_asked_again_and_a_greeting_cancels_nothing(patient: Patient) -> None:
    await patient.begin("gad7")
    for words in ("banana split", "I can't stop worrying"):
        said = await patient.type(words)
        assert (said[0].text, said[-1].item) == (wording.CHOOSE_OR_MORE, "gad7_1")
    for body in ("/greet", "hello", "goodbye", "please help"):
        assert (await patient.to_rasa(body, f"raw {body}", None))[-1].item == "gad7_1"
    await patient.choose(1)
    assert (await patient.answers())[1:] == [("gad7_1", 1)]


async def test_back_changes_an_answer(patient: Patient) -> None:
    await patient.begin("phq9")
    await patient.choose(1)
    assert (await patient.command("Back"))[-1].item == "phq9_1"
    assert (await patient.choose(2))[-1].item == "phq9_2"
    assert (await patient.answers())[1:] == [("phq9_1", 1), ("phq9_1", 2)]


async def test_repeated_back_goes_back_once(patient: Patient) -> None:
    await patient.begin("phq9")
    await patient.choose(1)
    await patient.choose(1)
    once = await patient.command("Back")
    assert await patient.again() == once
    assert once[-1].item == "phq9_2"


async def test_skip_is_recorded_with_its_reason(patient: Patient) -> None:
    await patient.begin("phq9")
    (why,) = await patient.command("Skip")
    assert (why.text, why.item, why.buttons[0].title) == (
        wording.WHY_SKIP,
        None,
        wording.skip_reasons()["declined"],
    )
    assert (await patient.press(why.buttons[0].payload))[-1].item == "phq9_2"
    skipped = (await patient.record()).answers[-1]
    assert (skipped.item, skipped.value, skipped.reason) == ("phq9_1", None, "declined")


async def test_stop_asks_and_then_closes_the_session(patient: Patient) -> None:
    await patient.begin("phq9")
    (asked,) = await patient.type("stop")
    assert (asked.text, asked.item) == (wording.CONFIRM_STOP, None)
    (end,) = await patient.press("/confirm_stop")
    assert (end.text, end.ends) == (wording.STOPPED, True)
    record = await patient.record()
    assert (record.session.reason, len(record.answers)) == ("stopped", 1)


async def test_stopping_can_be_thought_better_of(patient: Patient) -> None:
    await patient.begin("phq9")
    await patient.command("Stop")
    assert (await patient.press("/continue"))[-1].item == "phq9_1"
    await patient.command("Stop")
    assert (await patient.type("no"))[-1].item == "phq9_1"
    assert (await patient.record()).session.closed is None


async def test_answer_to_a_stopped_session_goes_on_with_it(patient: Patient) -> None:
    await patient.begin("phq9")
    await patient.choose(1)
    await patient.type("stop")
    await patient.type("yes")
    assert (await patient.choose(2, item="phq9_2"))[-1].item == "phq9_3"
    assert (await patient.record()).session.closed is None


async def test_words_outside_a_questionnaire_are_answered(patient: Patient) -> None:
    await patient.greet()
    assert (await patient.type("what do I have to do?"))[-1].buttons
    assert (await patient.type("xqzw 42 ☂"))[-1].buttons
    assert "computer program" in texts(await patient.type("are you a robot?"))[0]
    assert (await patient.record()).starts == ()


async def test_unknown_questionnaire_offers_the_others(patient: Patient) -> None:
    assert [b.title for b in (await patient.start("no_such_thing"))[-1].buttons]


async def test_greeting_after_rasa_forgot_goes_on_with_the_open_question(patient: Patient) -> None:
    await patient.begin("daily_checkin")
    assert (await patient.to_rasa("/greet", "start", None))[-1].item == "daily_checkin_mood"


async def test_a_completed_phq9_is_not_offered_again_at_once(patient: Patient) -> None:
    await patient.begin("phq9")
    for _ in NINE:
        await patient.choose(0)
    await patient.type("that is all")
    await patient.come_again()
    said = await patient.greet()
    offers = [button.payload for button in said[-1].buttons]
    assert '/start_questionnaire{"questionnaire":"phq9"}' not in offers
    assert '/start_questionnaire{"questionnaire":"gad7"}' in offers
    assert any("You can answer it again from" in text for text in texts(said))
    refused = await patient.start("phq9")
    assert [button.payload for button in refused[-1].buttons] == offers
    assert (await patient.record()).starts == ()
