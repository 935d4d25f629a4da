"""Replies as people type them in a hurry: small letters, lost punctuation, slipped keys."""

import numpy as np

from train.replies import Replies

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEXT_TO = {key: row[max(0, i - 1) : i + 2] for row in KEYS for i, key in enumerate(row)}


def hurried(replies: Replies, share: float, draw: np.random.Generator) -> Replies:
    """`share` of the texts retyped; moods stay."""
    texts = tuple(retyped(text, draw) if draw.random() < share else text for text in replies.texts)
    return Replies(texts, replies.shares, replies.fine)


def retyped(text: str, draw: np.random.Generator) -> str:
    """Another casing, perhaps no punctuation, perhaps a slip in some of the longer words."""
    kind = draw.random()
    if kind < 0.1:
        text = text.upper()
    elif kind < 0.6:
        text = text.lower()
    if draw.random() < 0.4 and any(sign.isalnum() for sign in text):
        text = text.rstrip(".!,") or text
        text = text.replace("'", "").replace("\u2019", "")
    if draw.random() < 0.8:
        text = " ".join(slip(word, draw) if draw.random() < 0.35 else word for word in text.split())
    return text


def slip(word: str, draw: np.random.Generator) -> str:
    """One letter swapped with the next, lost, doubled or hit beside; short words stay."""
    if len(word) < 4 or not word.isalpha():
        return word
    at = int(draw.integers(1, len(word) - 1))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    beside = NEXT_TO.get(letter.lower(), letter)
    return str(
        draw.choice(
            [
                before + after[0] + letter + after[1:],
                before + after,
                before + letter + letter + after,
                before + beside[int(draw.integers(len(beside)))] + after,
            ]
        )
    )
