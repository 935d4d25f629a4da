"""The text model: words in, probabilities of the four moods out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from contract.messages import MOODS, Mood, Unread
from models.card import FOLDER, Card, load_card, open_session
from models.inner import open_with_words
from sentiment.known_words import KnownWords

MAX_TOKENS = 128
"""Longer replies are cut: the encoder was tuned on short texts."""
WORDS_FILE = "words.txt"
UNREADABLE: Mood = (0.0, 0.0, 0.0, 1.0)
"""Of a reply that the model cannot read: unknown is `other`, never neutral."""


@dataclass(frozen=True)
class TextMood:
    """What the model made of one reply."""

    mood: Mood
    tokens: int
    """Word pieces read, without the special ones; 0 when the reply was not readable."""
    reason: Unread | None = None
    """Why it was not."""


@dataclass(frozen=True)
class TextModel:
    """A card's weights and tokenizer, ready to score."""

    card: Card
    tokenizer: Tokenizer
    session: onnxruntime.InferenceSession
    words: KnownWords | None = None
    """Of the model's language; without them every reply with a word in it is scored."""
    inner: str | None = None
    """The output that holds the words as a lower layer has them; None: not asked for, or none."""

    @classmethod
    def load(
        cls,
        name: str = "text-minilm",
        threads: int = 1,
        folder: Path = FOLDER,
        meaning: bool = False,
    ) -> TextModel:
        """`meaning`: so that it also likens texts. Raises models.card.ModelError when a file does
        not match its card."""
        card = load_card(name, folder)
        tokenizer = Tokenizer.from_file(str(card.verified_extra("tokenizer.json", folder)))
        own_limit = int((tokenizer.truncation or {}).get("max_length", MAX_TOKENS))
        tokenizer.no_padding()
        tokenizer.enable_truncation(min(own_limit, MAX_TOKENS))
        words = None
        if any(file.endswith(WORDS_FILE) for file in card.extra_files):
            words = KnownWords.read(card.verified_extra(WORDS_FILE, folder))
        if not meaning:
            return cls(card, tokenizer, open_session(card, threads, folder), words)
        session, inner = open_with_words(card, threads, folder)
        return cls(card, tokenizer, session, words, inner)

    @property
    def name(self) -> str:
        """Name and version, as a `ReplyScore` carries it."""
        return f"{self.card.name} {self.card.version}"

    def score(self, text: str) -> TextMood:
        """Probabilities of one reply, in the order of MOODS."""
        spelt = self.words.spell(text) if self.words else text
        encoding = self.tokenizer.encode(spelt)
        unread = self._unread(text, encoding)
        if unread is not None:
            return TextMood(UNREADABLE, tokens=0, reason=unread)
        ids = np.array([encoding.ids], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        (found,) = self.session.run([self.card.output], feed)
        mood = _moods(self.card, cast(NDArray[np.float32], found)[0])
        return TextMood(mood, tokens=encoding.special_tokens_mask.count(0))

    def meaning(self, text: str) -> NDArray[np.float32] | None:
        """The mean of the words in a lower layer, of length 1: alike texts lie close together.

        None for a text without a word, and without `inner`.
        """
        encoding = self.tokenizer.encode(self.words.spell(text) if self.words else text)
        words = np.array(encoding.special_tokens_mask) == 0
        if self.inner is None or not words.any():
            return None
        ids = np.array([encoding.ids], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        (found,) = self.session.run([self.inner], feed)
        mean = cast(NDArray[np.float32], found)[0][words].mean(axis=0)
        unit: NDArray[np.float32] = mean / np.linalg.norm(mean)
        return unit

    def _unread(self, text: str, encoding: Encoding) -> Unread | None:
        """Why it cannot be read: nothing but signs, or too few words that the model knows."""
        special = encoding.special_tokens_mask
        pieces = [one for one, mark in zip(encoding.tokens, special, strict=True) if not mark]
        if self.words is None:
            return None if pieces else "no words"
        means = any(any(sign.isalnum() for sign in piece) for piece in pieces if piece != "[UNK]")
        if means and self.words.cover(text):
            return None
        return "language" if any(sign.isalpha() for sign in text) else "no words"


def _moods(card: Card, probabilities: NDArray[np.float32]) -> Mood:
    """Sum the labels of each mood; float64, so that the sum is 1 to the last digits."""
    summed: dict[str, float] = dict.fromkeys(MOODS, 0.0)
    for label, probability in zip(card.labels, probabilities, strict=True):
        summed[card.moods[label]] += float(probability)
    total = sum(summed.values())
    negative, neutral, positive, other = (summed[mood] / total for mood in MOODS)
    return negative, neutral, positive, other
