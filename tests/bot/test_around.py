"""What patients do around the items, through the real Rasa, its action server and the store."""

from __future__ import annotations

import time

from actions import wording
from contract.messages import Bubble
from questionnaires.loader import find_item
from questionnaires.resolve import plain
from tests.bot.patient import Patient
from tests.bot.test_restart import forget
from tests.stack import Stack
from texts.language import texts_of


def texts(bubbles: list[Bubble]) -> list[str]:
    return [bubble.text for bubble in bubbles]


async def press(patient: Patient, shown: list[Bubble], title: str) -> list[Bubble]:
    """Press the button whose title begins so."""
    (payload,) = (b.payload for b in shown[-1].buttons if b.title.startswith(title))
    return await patient.press(payload)


async def test_interruptions_are_answered_and_the_item_comes_again(
    stack: Stack, patient: Patient
) -> None:
    await patient.begin("phq9")
    await patient.choose(1)
    item = find_item("phq9_2")[1].text
    menu = await patient.command("More")
    assert [b.title for b in menu[-1].buttons] == [*wording.more().values(), wording.GO_ON]
    assert texts(await press(patient, menu, "What does this mean?")) == [
        wording.AS_YOU_UNDERSTAND,
        item,
    ]
    for words, note in (
        ("Why do you ask?", wording.WHY),
        ("what does this mean?", wording.AS_YOU_UNDERSTAND),
        ("Talk to a person", wording.PERSON.format(contact=wording.NO_CONTACT)),
        ("Good morning!", wording.small_talk()["hello"]),
        ("Thank you", wording.small_talk()["thanks"]),
        ("are you a robot?", wording.small_talk()["who"]),
    ):
        first = await patient.type(words)
        assert texts(first) == [note, item], words
        assert await patient.again() == first
    assert texts(await patient.type("repeat")) == [item]
    forget(stack, patient)
    assert texts(await patient.type("why do you ask?")) == [wording.WHY, item]
    assert (await patient.choose(2))[-1].item == "phq9_3"
    assert (await patient.answers())[1:] == [("phq9_1", 1), ("phq9_2", 2)]


async def test_a_paused_questionnaire_goes_on_after_the_session_closed_for_idleness(
    stack: Stack, patient: Patient
) -> None:
    await patient.begin("phq9")
    await patient.choose(1)
    await patient.type("pause")
    async with stack.store() as store:
        await store.close_session(patient.session, "idle", time.time())
    for lost in (False, True):
        if lost:
            forget(stack, patient)
        again = await patient.press("/continue")
        assert again[-1].item == "phq9_2"
    assert (await patient.record()).session.closed is None
    assert (await patient.choose(2))[-1].item == "phq9_3"
    assert (await patient.answers())[1:] == [("phq9_1", 1), ("phq9_2", 2)]


async def test_own_words_propose_an_option_by_rule_and_by_the_text_model(
    stack: Stack, patient: Patient
) -> None:
    await patient.begin("phq9")
    proposed = await patient.type("pretty much every day")
    assert proposed[0].text == wording.DO_YOU_MEAN.format(option="Nearly every day")
    assert proposed[-1].suggested == proposed[-1].buttons[3].payload
    assert await patient.again() == proposed
    assert await patient.answers() == [("whats_new_before", None)]
    assert (await patient.type("yes"))[-1].item == "phq9_2"
    assert (await patient.answers())[1:] == [("phq9_1", 3)]
    stops = await patient.type("stop")
    await press(patient, stops, "Yes")
    await patient.come_again()
    await patient.begin("daily_checkin")
    await patient.choose(5)
    proposed = await patient.type("superbly")
    assert proposed[0].text == wording.DO_YOU_MEAN.format(option="Very well")
    assert await patient.again() == proposed
    assert (await patient.type("no"))[-1].suggested is None
    assert (await patient.answers())[1:] == [("daily_checkin_mood", 5)]


async def test_own_items_are_explained_and_drawn(patient: Patient) -> None:
    await patient.begin("daily_checkin")
    mood = find_item("daily_checkin_mood")[1]
    said = await patient.type("what does this mean?")
    assert (said[0].text, said[-1].pictures) == (mood.explain, "faces")
    assert (await patient.type("hello"))[0].text == "Hello."


async def test_pause_change_restart_and_another_questionnaire(patient: Patient) -> None:
    await patient.begin("phq9")
    await patient.choose(1)
    paused = await patient.type("pause")
    assert texts(paused) == [wording.PAUSED]
    assert (await patient.type("I am back"))[-1].item == "phq9_2"
    await patient.choose(3)
    picked = await press(patient, await patient.type("change an earlier answer"), "1. Little")
    assert picked[-1].item == "phq9_1"
    assert (await patient.choose(0))[-1].item == "phq9_3"
    asked = await patient.type("start again")
    assert (await press(patient, asked, "No"))[-1].item == "phq9_3"
    again = await press(patient, await patient.type("start again"), "Yes")
    assert (texts(again)[0], again[-1].item) == (wording.STARTED_OVER, "phq9_1")
    assert await patient.again() == again
    for _ in range(9):
        await patient.choose(0)
    end = await patient.type("that is all")
    assert (end[-1].text, end[-1].ends) == (wording.COMPLETED, True)
    record = await patient.record()
    assert (record.session.reason, len(record.starts)) == ("completed", 2)
    chosen = await press(patient, end, "Generalized")
    assert (chosen[-1].item, chosen[-1].progress) == ("gad7_1", "1 of 7")
    assert (await patient.record()).session.closed is None
    for _ in range(7):
        said = await patient.choose(1)
    assert (said[-1].text, said[-1].ends) == (wording.COMPLETED, True)
    record = await patient.record()
    assert record.session.reason == "completed" and record.mood is not None
    assert [start.questionnaire for start in record.starts] == ["phq9", "phq9", "gad7"]
    assert "phq9" not in str(said[-1].buttons) and "daily_checkin" in str(said[-1].buttons)


async def test_words_outside_a_questionnaire_find_a_person(patient: Patient) -> None:
    await patient.greet()
    said = await patient.type("can I speak to a nurse please?")
    assert said[0].text == wording.PERSON.format(contact=wording.NO_CONTACT)
    assert said[-1].buttons


async def test_an_alert_stays_when_its_answer_is_changed_or_begun_again(patient: Patient) -> None:
    await patient.begin("phq9")
    for value in (*[0] * 8, 2):
        await patient.choose(value)
    await press(patient, await patient.type("change"), "9. Thoughts")
    await patient.choose(0)
    await press(patient, await patient.type("restart"), "Yes")
    record = await patient.record()
    assert [(alert.source, alert.item) for alert in record.alerts] == [("item", "phq9_9")]


async def test_a_chat_is_asked_who_answers_and_the_store_is_told(patient: Patient) -> None:
    await patient.come_by("telegram")
    said = await patient.greet()
    proxy = '/answering{"who":"proxy"}'
    assert proxy in [command.payload for command in said[-1].commands]
    noted = await patient.press(proxy)
    assert noted[0].text == wording.NOTED_WHO.format(who=wording.who()["proxy"])
    assert noted[-1].buttons and not noted[-1].commands
    assert (await patient.record()).who == "proxy"
    await patient.begin("phq9")
    again = await patient.press('/answering{"who":"helped"}')
    assert (again[-1].item, (await patient.record()).who) == ("phq9_1", "helped")


async def test_another_language_brings_the_question_on_show_anew(
    stack: Stack, patient: Patient
) -> None:
    anew = '/repeat{"kind":"language"}'
    offer = await patient.greet()
    await speak(stack, patient, "it")
    italian = await patient.press(anew)
    assert italian[0].text == texts_of("it").bot["hello"] and italian[-1].language == "it"
    assert len(italian[-1].buttons) == len(offer[-1].buttons)
    await patient.start("phq9")
    again = await patient.press(anew)
    assert texts(again)[0] == (
        "Continuiamo in italiano. Patient Health Questionnaire (PHQ-9) (solo in inglese)"
    )
    assert (again[-1].item, again[-1].language) == ("phq9_1", "en-US")
    assert [one.title for one in again[-1].commands] == ["Salta", "Fermati", "Altre scelte"]
    await patient.command("Fermati")
    await speak(stack, patient, None)
    again = await patient.press(anew)
    # In English own words are asked for before the items.
    assert texts(again)[0] == "We go on in English." and again[-1].item == "whats_new_before"
    assert await patient.answers() == []


async def test_a_language_without_own_words_ends_what_only_asked_for_them(
    stack: Stack, patient: Patient
) -> None:
    await patient.begin("phq8")
    for _ in range(8):
        shown = await patient.choose(0)
    assert shown[-1].item == "whats_new_after"
    await speak(stack, patient, "ro")
    last = await patient.press('/repeat{"kind":"language"}')
    assert last[-1].ends and last[-1].text == texts_of("ro").bot["completed"]
    assert (await patient.record()).session.reason == "completed"


async def test_small_talk_outside_a_questionnaire_is_answered_in_the_language(
    stack: Stack, patient: Patient
) -> None:
    await patient.greet()
    await speak(stack, patient, "el")
    talk = texts_of("el").small_talk
    for words, kind in (
        ("are you a robot?", "who"),
        ("many thanks", "thanks"),
        ("bye", "bye"),
        ("είστε ρομπότ;", "who"),
        ("ευχαριστω", "thanks"),
        ("ΚΑΛΗΝΥΧΤΑ!", "bye"),
    ):
        assert texts(await patient.type(words)) == [talk[kind]], words


async def test_what_is_typed_in_another_language_leads_where_the_buttons_do(
    stack: Stack, patient: Patient
) -> None:
    await speak(stack, patient, "el")
    said = texts_of("el")
    typed = said.typed
    greeting, back = f"{typed.small_talk['hello'][0].upper()}!", plain(said.bot["back"])
    person, no, yes = typed.commands["person"][-1], typed.refusing[0], plain(typed.agreeing[0])
    reached = said.bot["person"].format(contact=said.bot["no_contact"])
    hello = [said.bot["hello"], said.bot["freedom"], said.bot["choose"]]
    assert texts(await patient.type(greeting)) == hello
    assert texts(await patient.type(person)) == [reached, said.bot["choose"]]
    await patient.start("daily_checkin")
    first = await patient.choose(5)
    assert first[-1].item == "daily_checkin_sleep"
    assert texts(await patient.type(person)) == [reached, first[-1].text]
    assert texts(await patient.type(greeting)) == [said.small_talk["hello"], first[-1].text]
    assert (await patient.type(back))[-1].item == "daily_checkin_mood"
    assert texts(await patient.type(said.bot["stop"])) == [said.bot["confirm_stop"]]
    assert (await patient.type(no))[-1].item == "daily_checkin_mood"
    assert texts(await patient.type(said.more["pause"])) == [said.bot["paused"]]
    assert (await patient.type(said.bot["go_on"]))[-1].item == "daily_checkin_mood"
    await patient.type(said.bot["stop"].upper())
    assert texts(await patient.type(yes)) == [said.bot["stopped"]]


async def speak(stack: Stack, patient: Patient, language: str | None) -> None:
    """As the page does when a language is chosen."""
    async with stack.store() as store:
        who = (await store.session(patient.session)).patient
        await store.choose_language(who, language)
