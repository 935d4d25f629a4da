"""What can be typed in place of a button, in every language: whole, exact and never two things."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest

from actions import wording
from questionnaires.definition import Option
from questionnaires.loader import find_item, load_all
from questionnaires.payload import INTENTS, make_payload, parse_payload
from questionnaires.resolve import (
    agrees,
    commands,
    commands_in,
    in_english,
    is_command,
    plain,
    resolve,
    small_talk,
)
from questionnaires.spoken import spoken
from questionnaires.typed import chosen, typed_payload
from safety.screen import screen
from texts.language import DEFAULT, known, texts_of
from texts.speaking import speaking

OTHERS = [tag for tag in known() if tag != DEFAULT]
LABELS = {
    option.label
    for one in load_all().values()
    for language in (one.language, *(variant.language for variant in one.variants))
    for item in spoken(one, language).items
    for option in item.options
}


@pytest.mark.parametrize("tag", known())
def test_every_language_has_words_for_the_same_things(tag: str) -> None:
    typed, english = texts_of(tag).typed, texts_of(DEFAULT).typed
    assert set(typed.commands) == set(INTENTS)
    assert set(typed.small_talk) == set(english.small_talk) == set(texts_of(tag).small_talk)
    assert typed.agreeing and typed.refusing and all(typed.small_talk.values())
    every = (*typed.commands.values(), *typed.small_talk.values(), typed.agreeing, typed.refusing)
    # Bare, `yes` and `no` are no text in YAML.
    assert all(isinstance(one, str) and plain(one) for said in every for one in said)


@pytest.mark.parametrize("tag", known())
def test_the_buttons_own_words_do_what_the_button_does(tag: str) -> None:
    with speaking(tag):
        buttons = {"back": wording.BACK, "skip": wording.SKIP, "stop": wording.STOP}
        titles = {**buttons, "more": wording.MORE, **wording.more()}
    for name, title in titles.items():
        for said in (title, title.upper(), f" {plain(title)}"):
            assert is_command(said) == name
            assert parse_payload(typed_payload("phq9_1", "m", said)).intent == INTENTS[name]


def test_no_words_stand_for_two_things_in_any_language() -> None:
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for tag in known():
        typed = texts_of(tag).typed
        kinds = {
            **commands_in(texts_of(tag)),
            **{f"talk {name}": said for name, said in typed.small_talk.items()},
            **{"yes": typed.agreeing, "no": typed.refusing},
        }
        for name, said in kinds.items():
            for one in said:
                meant[plain(one)].add(name)
    assert {words: names for words, names in meant.items() if len(names) > 1} == {}


def test_no_option_or_number_of_any_questionnaire_is_a_command_or_small_talk() -> None:
    assert "Molto bene" in LABELS and "Nearly every day" in LABELS
    for said in (*LABELS, *(str(number) for number in range(11))):
        assert (is_command(said), small_talk(said)) == (None, None), said


def test_no_command_is_a_phrase_of_a_crisis() -> None:
    assert [one for said in commands().values() for one in said if screen(one)] == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Indietro", "back"),
        ("salta", "skip"),
        ("PAUSA", "pause"),
        ("perche'", "why"),
        ("Perché?", "why"),
        ("perche\u2019", "why"),
        ("Πίσω", "back"),
        ("πισω", "back"),
        ("ΣΤΑΜΑΤΑ", "stop"),
        ("τι σημαινει αυτο;", "meaning"),
        ("inapoi", "back"),
        ("Sari peste", "skip"),
        ("De ce?", "why"),
        ("opreste-te", "stop"),
        ("Go back, please!", "back"),
        ("I don't understand", "meaning"),
        ("I do not understand this question.", "meaning"),
        ("what's this for?", "why"),
        ("Could you repeat the question?", "repeat"),
        ("start over", "restart"),
        ("I want to stop this questionnaire.", "stop"),
        ("I need help!", "person"),
        ("non capisco", "meaning"),
        ("δεν καταλαβαινω", "meaning"),
        ("nu inteleg", "meaning"),
    ],
)
def test_accents_and_case_do_not_matter(words: str, name: str | None) -> None:
    assert is_command(words) == name


@pytest.mark.parametrize(
    "words",
    [
        "salta!",
        "non mi fermo",
        "una pausa",
        "sono andato indietro",
        "de ce eu",
        "pausa pausa",
        "altro?",
    ],
)
def test_words_around_a_command_make_it_an_answer(words: str) -> None:
    assert is_command(words) is None


@pytest.mark.parametrize(
    ("words", "yes"),
    [
        ("sì", True),
        ("si", True),
        ("Si'.", True),
        ("\u039d\u0391\u0399", True),
        ("da", True),
        ("That\u2019s right", True),
        ("no", False),
        ("οχι", False),
        ("nu", False),
        ("sì no", None),
        ("si va bene così", None),
    ],
)
def test_a_yes_and_a_no_are_understood_in_every_language(words: str, yes: bool | None) -> None:
    assert agrees(words) is yes


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("phq-9", "phq9"),
        ("Patient Health Questionnaire (PHQ-9) (only in English)", "phq9"),
        ("Patient Health Questionnaire", None),
        ("DAILY CHECKIN", "daily_checkin"),
        ("Come va oggi (già risposto oggi, ancora una volta)", "daily_checkin"),
        ("Come va oggi (solo in italiano) (già risposto oggi, ancora una volta)", "daily_checkin"),
        ("PHQ-9 (I want to die)", None),
        ("whats_new", None),
        ("the phq9 please", None),
        ("(", None),
    ],
)
def test_a_questionnaire_is_chosen_by_exactly_its_name(words: str, id: str | None) -> None:
    meant = None if id is None else make_payload("start_questionnaire", questionnaire=id)
    assert chosen(words) == meant


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("Buongiorno!", "hello"),
        ("καλημέρα", "hello"),
        ("va multumesc", "thanks"),
        ("chi sei?", "who are you"),
        ("indietro", "back"),
        ("aiuto", "talk to a person"),
        ("Good morning", "Good morning"),
        ("help", "help"),
        ("oggi sto bene", "oggi sto bene"),
    ],
)
def test_outside_an_item_rasa_reads_them_in_english(words: str, english: str) -> None:
    assert in_english(words) == english


def test_an_option_can_be_typed_without_its_accents_where_no_other_is_meant() -> None:
    with speaking("ro"):
        sleep = find_item("daily_checkin_sleep")[1]
    assert [option.label for option in sleep.options][:2] == ["Foarte rău", "Rău"]
    assert (resolve(sleep, "foarte rau."), resolve(sleep, "RAU"), resolve(sleep, "râu")) == (
        0,
        1,
        None,
    )
    labels = ("Ποτέ", "Πότε", "Συχνά")
    asked = replace(sleep, options=tuple(Option(n, label) for n, label in enumerate(labels)))
    said = [resolve(asked, label) for label in (*labels, plain(labels[0]), plain(labels[2]))]
    assert said == [0, 1, 2, None, 2]
