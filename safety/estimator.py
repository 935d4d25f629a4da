"""How likely a typed reply is explicit, veiled or neither, by a transformer and a linear model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

from models.card import FOLDER, Card, load_card, open_session
from safety.language import language
from safety.runs import Runs
from safety.urgency import any_urgency, explicit_urgency

NAME = "text-crisis"
LANGUAGE = "en"
MAX_TOKENS = 64
"""Word pieces at a time; a longer reply is read in parts that overlap by half."""
RUNS_SHARE = 0.25
"""Of the linear model's log-probabilities in the weighted mean of both (a logarithmic opinion pool;
Genest and Zidek, 1986)."""
LEAST = 1e-6
"""What the transformer believes of a class at the least."""
_WORD = re.compile(r"[^\W\d_]+(?:\*+[^\W\d_]*)?")

Probabilities = tuple[float, float, float]
"""Of none, veiled and explicit."""


@dataclass(frozen=True)
class Estimator:
    """The files of a card, ready to read."""

    card: Card
    tokenizer: Tokenizer
    session: onnxruntime.InferenceSession
    runs: Runs

    @classmethod
    def read(cls, folder: Path = FOLDER) -> Estimator:
        """The files that its card describes; ModelError when they are not those files."""
        card = load_card(NAME, folder)
        tokenizer = Tokenizer.from_file(str(card.verified_extra("tokenizer.json", folder)))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS, stride=MAX_TOKENS // 2)
        runs = Runs.parse(card.verified_extra("runs.npz", folder).read_bytes())
        return cls(card, tokenizer, open_session(card, folder=folder), runs)

    def probabilities(self, text: str) -> Probabilities:
        """Of a reply; the mean of as typed and with its slips corrected, where it has some.

        Each is that of the most urgent part of a long reply.
        """
        clean = text.encode("utf-8", "replace").decode("utf-8")  # half a character is none
        readings = {clean, corrected(clean)}
        none, veiled, explicit = np.mean([self._most_urgent(one) for one in readings], axis=0)
        return float(none), float(veiled), float(explicit)

    def _most_urgent(self, text: str) -> Probabilities:
        whole = self.tokenizer.encode(text)
        parts = [self._read(text, part) for part in (whole, *whole.overflowing)]
        return max(parts, key=lambda part: (explicit_urgency(*part), any_urgency(*part)))

    def _read(self, text: str, part: Encoding) -> Probabilities:
        """The pool of what both make of a part."""
        ends = [end for _, end in part.offsets]
        start = next((first for first, end in part.offsets if end), 0)
        linear = self.runs.log_probabilities(text[start : max(ends)])
        pooled = (1 - RUNS_SHARE) * np.log(self._transformer(part.ids)) + RUNS_SHARE * linear
        shares = np.exp(pooled - pooled.max())
        none, veiled, explicit = (shares / shares.sum()).tolist()
        return none, veiled, explicit

    def _transformer(self, ids: list[int]) -> npt.NDArray[np.float64]:
        """[3]; none of them 0, whose logarithm is none."""
        row: npt.NDArray[np.int64] = np.array([ids], np.int64)
        inputs = {"input_ids": row, "attention_mask": np.ones_like(row)}
        found: npt.NDArray[np.float32] = self.session.run([self.card.output], inputs)[0][0]
        return np.maximum(found.astype(np.float64), LEAST)


def corrected(text: str) -> str:
    """The reply with slips in the words that the rules name put right (safety/spelling.py)."""
    spelling = language(LANGUAGE).spelling

    def right(match: re.Match[str]) -> str:
        word = match[0].lower()
        fixed = spelling.corrected(word)
        return match[0] if fixed == (word,) else " ".join(fixed)

    return _WORD.sub(right, text)
