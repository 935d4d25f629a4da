"""How the languages are written: what a reply's words are before a rule sees them."""

# ruff: noqa: RUF001

from __future__ import annotations

import pytest

from safety.language import FOLDER, language, languages
from safety.spelling import neighbours, slips
from safety.words import Writing


def read(tag: str, text: str) -> str:
    return "|".join(language(tag).read(text))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("I'm not my wife's, don't", " i am not my wife , do not"),
        ("gonna k1ll my self", " going to kill myself"),
    ],
)
def test_english_contractions_are_read_in_full(typed: str, words: str) -> None:
    assert read("en", typed) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("L’ho visto dall'ultimo", " l ho visto dall ultimo"),
        ("Non c'è più", " non c e piu"),
        ("non c'e' piu'", " non c e piu"),
        ("suicidar mi", " suicidarmi"),
    ],
)
def test_an_italian_apostrophe_parts_words_or_stands_for_an_accent(typed: str, words: str) -> None:
    assert read("it", typed) == words


@pytest.mark.parametrize(
    "typed",
    [
        "Θέλω να πεθάνω",
        "ΘΕΛΩ ΝΑ ΠΕΘΑΝΩ",
        "θελο να πεθανο",
        "thelo na pethano",
        "8elw na pe8anw",
        "THELW NA PETHANW",
    ],
)
def test_greek_is_one_however_it_is_typed(typed: str) -> None:
    assert read("el", typed) == " θελο να πεθανο"


@pytest.mark.parametrize(
    ("greek", "latin"),
    [
        ("ζωής μου", "zwhs mou"),
        ("της ζωής", "tis zois"),
        ("ν' αυτοκτονήσω", "n' aftoktoniso"),
        ("αυτοκτονήσω", "aytoktonhsw"),
        ("ξυπνήσω", "ksipniso"),
        ("ξυπνήσω", "xypnhsw"),
        ("έχω ψυχή", "eho psychi"),
        ("μπορώ πάντα", "boro pada"),
        ("αγγέλους", "aggelous"),
        ("είμαι", "ime"),
    ],
)
def test_greek_in_latin_letters_reads_as_greek(greek: str, latin: str) -> None:
    assert read("el", latin) == read("el", greek)


@pytest.mark.parametrize("typed", ["Să-mi iau viaţa", "să-mi iau viața", "sa mi iau viata"])
def test_romanian_is_read_without_its_marks(typed: str) -> None:
    assert read("ro", typed) == " sa mi iau viata"


@pytest.mark.parametrize("tag", [tag for tag in languages() if tag != "en"])
def test_rules_and_word_lists_are_spelled_the_way_replies_are_read(tag: str) -> None:
    writing = language(tag).writing
    words = (FOLDER / f"{tag}.words.txt").read_text("utf-8").split()
    for word in words:
        assert writing.sentences(word) == [writing.evened(word).split()]


def test_slips_are_seen_on_the_languages_own_keyboard() -> None:
    greek = neighbours(("ςερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ"))
    assert slips("πεθαμο", "πεθανο", greek) < slips("πεθατο", "πεθανο", greek)
    assert language("el").spelling.corrected("πεθαμο") == ("πεθανο",)


def test_a_language_says_itself_how_it_is_written() -> None:
    writing = Writing({"short": {"nn": "non"}, "parted": True})
    assert writing.sentences("Nn l'ho. Sì") == [["nn", "l", "ho"], ["si"]]
    assert writing.expand("nn") == ["non"] and writing.expand("no") == ["no"]
