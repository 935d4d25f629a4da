"""No text is missing in any language, and each is what the others are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import channels
from actions import wording
from questionnaires.loader import offered
from questionnaires.payload import INTENTS
from questionnaires.plan import plan
from safety.help import Texts as HelpTexts
from safety.language import languages as with_rules
from texts.language import DEFAULT, Texts, fitting, known, texts_of
from texts.speaking import speaking

OTHERS = [tag for tag in known() if tag != DEFAULT]
PAGES = Path(channels.__file__).parent
STATIC = PAGES / "static" / "patient"
LEFT_OUT = ("safety", "free_text", "typed")
"""Not the same in every language; each has a test of its own."""


def flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from flat(part, f"{path}.{key}")
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield f"{path}[{place}]", part
    else:
        yield path, value


def every(texts: Texts) -> dict[str, str]:
    sections = (one.name for one in fields(texts) if one.name not in LEFT_OUT)
    return {key: text for name in sections for key, text in flat(getattr(texts, name), name)}


def test_the_pilots_languages_are_there() -> None:
    assert set(known()) == {"en", "it", "el", "ro"}


@pytest.mark.parametrize("tag", OTHERS)
def test_no_text_is_missing_or_left_in_english(tag: str) -> None:
    english, other = every(texts_of(DEFAULT)), every(texts_of(tag))
    assert set(other) == set(english)
    empty = [key for key, text in other.items() if not text and key != "reviewed_by"]
    assert empty == []
    same = [key for key, text in other.items() if text == english[key] and len(text) > 8]
    assert [key for key in same if key not in ("bot.day", "reviewed_by")] == []


@pytest.mark.parametrize("tag", OTHERS)
def test_names_to_fill_in_and_bold_words_are_the_same(tag: str) -> None:
    english, other = every(texts_of(DEFAULT)), every(texts_of(tag))
    for key, text in english.items():
        assert sorted(re.findall(r"\{\w+\}", other[key])) == sorted(re.findall(r"\{\w+\}", text))
        assert other[key].count("**") == text.count("**"), key


@pytest.mark.parametrize("tag", known())
def test_own_words_are_asked_for_only_where_crises_are_recognised(tag: str) -> None:
    texts = texts_of(tag)
    assert tag in with_rules() or not texts.free_text
    help_message = set(texts.safety)
    assert help_message == (set() if texts.free_text else {one.name for one in fields(HelpTexts)})
    with speaking(tag):
        kinds = {item.kind for id in offered() for item in plan(id, {})}
    assert kinds == ({"choice", "text"} if texts.free_text else {"choice"})


@pytest.mark.parametrize(
    ("tag", "written"),
    [("en", "you write"), ("it", "scrive"), ("el", "γράψετε"), ("ro", "scrieți")],
)
def test_the_first_words_say_that_what_is_typed_is_looked_at_even_where_nothing_must_be(
    tag: str, written: str
) -> None:
    page = texts_of(tag).page
    for name in ("answers_checked", "answers_checked_told"):
        assert written in page[name]


@pytest.mark.parametrize("tag", known())
def test_the_help_message_of_a_language_names_the_days_and_the_times(tag: str) -> None:
    safety = texts_of(tag).safety
    if safety:
        assert len(safety["days"].split()) == 7
        assert "{time}" in safety["on_duty"]
        assert {"{day}", "{time}"} <= set(re.findall(r"\{\w+\}", safety["read_by"]))


def test_the_page_asks_for_texts_that_there_are() -> None:
    page = texts_of(DEFAULT).page
    scripts = "".join(path.read_text("utf-8") for path in STATIC.glob("*.js"))
    html = "".join(path.read_text("utf-8") for path in (PAGES / "pages").glob("*.html"))
    used = set(re.findall(r"\bt\.([a-z_]+)", scripts + html))
    hints = {name for name in page if name.startswith("hint_")}
    assert used | hints == set(page)


def test_the_bot_asks_for_texts_that_there_are() -> None:
    code = "".join(
        path.read_text("utf-8") for path in Path(wording.__file__ or "").parent.glob("*.py")
    )
    used = set(re.findall(r"\bwording\.([A-Z_]+)\b", code))
    assert {name.lower() for name in used} | {"day", "place"} == set(texts_of(DEFAULT).bot)
    assert set(texts_of(DEFAULT).more) <= set(INTENTS)


@pytest.mark.parametrize("tag", known())
def test_the_bot_speaks_of_no_link_as_a_chat_has_none(tag: str) -> None:
    texts = texts_of(tag)
    linked = re.compile(r"\blink\w*|σύνδεσμ", re.IGNORECASE)
    assert linked.search(texts.page["kept"]), "this is how the language names it"
    for said in (texts.bot, texts.small_talk, texts.more, texts.skip_reasons):
        assert [key for key, text in said.items() if linked.search(text)] == []


def test_telegram_asks_for_texts_that_there_are() -> None:
    known_texts = set(texts_of(DEFAULT).telegram)
    code = {path.name: path.read_text("utf-8") for path in (PAGES / "telegram").glob("*.py")}
    own = code.pop("wording.py")
    used = {name.lower() for name in re.findall(r"wording\.([A-Z_]+)", "".join(code.values()))}
    used -= {"chosen", "consent_version"}
    hints = {"no_face", "several_faces", "dark", "bright", "turned", "small", "blurred"}
    assert used <= known_texts
    assert used | hints | set(re.findall(r"""["']([a-z_]+)["']""", own)) >= known_texts


def test_no_words_of_the_bots_stand_in_telegrams_code() -> None:
    told_to_nobody = r'"""[\s\S]*?"""|(?:log\.|raise )\w+\([^)]*\)'
    for path in (PAGES / "telegram").glob("*.py"):
        code = re.sub(told_to_nobody, "", path.read_text("utf-8"))
        assert re.findall(r'"[A-Z][a-z]+ [a-z][^"]*"', code) == [], path.name


def test_no_words_stand_in_the_scripts() -> None:
    for path in STATIC.glob("*.js"):
        code = re.sub(r"//[^\n]*|/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert re.findall(r'"[A-Z][a-z]+ [a-z][^"]*"', code) == [], path.name


def test_a_language_without_texts_is_spoken_to_in_english() -> None:
    assert (fitting("pt-BR"), texts_of("pt-BR").language) == (None, "en")
    assert (fitting("el-GR"), texts_of("EL-gr").language) == ("el", "el")
    with speaking("ro"):
        assert wording.BACK == "Înapoi"
    with pytest.raises(AttributeError):
        _ = wording.NO_SUCH_TEXT
