"""The English words the text model has met: what the service checks before it scores a reply."""

import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from train.replies import CLINICAL, MOODS, Parts, Replies

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
OFTEN = ((3, 200), (4, 8))
"""Letters, and how often a word of up to so many must stand in the comments: languages share
short words. Longer ones must stand there `LONG_OFTEN` times."""
LONG_OFTEN = 2

FEELINGS = CLINICAL / "feeling_words.txt"
"""Rare enough to be missed in the comments; alone they are a whole reply."""
ENGLISH = re.compile(r"[a-z]{4,}(?:ed|ing|ly|ful|less|ness)")
"""What hardly another language's words look like, among the pieces of MiniLM's vocabulary."""


def write_words(parts: Parts, vocabulary: Collection[str], to: Path) -> None:
    feelings = FEELINGS.read_text(encoding="utf-8").split()
    found = known_words(parts) | set(filter(ENGLISH.fullmatch, vocabulary)) | set(feelings)
    to.write_text("\n".join(sorted(found)) + "\n", encoding="utf-8")


def known_words(parts: Parts) -> set[str]:
    """Frequent words of the comments, and all of the replies that are not `other`.

    Among `other` are replies in other languages and strings that mean nothing.
    """
    counts = Counter(words_of(parts.comments.train))
    often = {
        word for word, count in counts.items() if word.isascii() and count >= often_enough(word)
    }
    replies = parts.replies.train
    told = replies.rows((replies.shares[:, MOODS.index("other")] == 0).nonzero()[0])
    return often | {word for word in words_of(told) if word.isascii() and not slip_of(word, often)}


def slip_of(word: str, known: set[str]) -> bool:
    """Whether a word is more likely a known one with two letters swapped, one lost or doubled."""
    parts = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]
    swapped = {a[:-1] + b[0] + a[-1] + b[1:] for a, b in parts if b}
    lost = {a + letter + b for a, b in parts for letter in "abcdefghijklmnopqrstuvwxyz"}
    doubled = {a + b[1:] for a, b in parts if b and a[-1] == b[0]}
    slips = {one for one in swapped | lost | doubled if one != word and not one.endswith("s")}
    return len(word) > 3 and word not in known and not slips.isdisjoint(known)


def often_enough(word: str) -> int:
    return next((times for letters, times in OFTEN if len(word) <= letters), LONG_OFTEN)


def words_of(replies: Replies) -> list[str]:
    """In small letters, apostrophes dropped."""
    text = "\n".join(replies.texts).lower()
    return [re.sub("['\u2019]", "", word) for word in WORD.findall(text)]
