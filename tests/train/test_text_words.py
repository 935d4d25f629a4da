"""Words are known by how often they stand in the comments, and all words of readable replies."""

import numpy as np

from train.replies import EMOTIONS, MOODS, Parts, Replies, Splits
from train.text_emoji import words_of_emoji
from train.text_words import ENGLISH, known_words


def replies(*rows: tuple[str, str]) -> Replies:
    shares = np.array([[float(mood == one) for one in MOODS] for mood, _ in rows])
    return Replies(tuple(text for _, text in rows), shares, np.zeros((len(rows), EMOTIONS)))


def test_frequent_words_and_words_of_replies_are_known_strange_ones_are_not() -> None:
    comments = replies(*[("neutral", "Today isn't sunday")] * 2, ("neutral", "flibbert que"))
    told = replies(("negative", "off again"), ("other", "sono stanco"))
    parts = Parts(*(Splits(one, one, one, one) for one in (comments, told)))
    assert known_words(parts) == {"today", "sunday", "off", "again"}


def test_of_the_vocabulary_only_what_looks_english_is_known() -> None:
    assert all(map(ENGLISH.fullmatch, ("refreshed", "cheerful", "sleepless")))
    assert not any(
        map(ENGLISH.fullmatch, ("triste", "müded", "##ness", "king", "heute", "partido"))
    )


def test_every_sign_is_read_as_words() -> None:
    found = words_of_emoji()
    assert found["😢"] == "crying face"
    assert found["👍"] == "thumbs up"
    assert found[":("] == "sad face"
    assert all(word.replace("-", " ").replace(" ", "").isascii() for word in found.values())
