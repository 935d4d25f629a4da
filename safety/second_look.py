"""The second look: a trained model beside the rules, for phrasings that no rule is made for.

A small transformer reads the reply as it was typed and says how likely it is explicit, veiled or
neither. Its files are read in a thread of their own, which is waited for once and not for long:
with one missing, damaged or on a disk that hangs, the rules' finding stands.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from models.card import FOLDER, Card, load_card, open_session
from safety.screen import Class
from safety.urgency import any_urgency, explicit_urgency

log = logging.getLogger(__name__)

NAME = "text-crisis"
LANGUAGE = "en"
MAX_TOKENS = 64
"""Word pieces at a time; a longer reply is looked at in parts that overlap by half."""
FEWEST = 2
"""Words: what a single one means, a rule must know."""
WAIT_S = 5.0
"""How long the first look waits for the files; it takes some tenths of a second."""


@dataclass(frozen=True)
class SecondLook:
    """A card's weights and tokenizer, ready to look."""

    card: Card
    tokenizer: Tokenizer
    session: onnxruntime.InferenceSession
    explicit: float
    """From this urgency of explicit on, a reply is found explicit (safety/urgency.py)."""
    veiled: float
    """From this urgency of either on, it is found at all."""

    @classmethod
    def read(cls, folder: Path = FOLDER) -> SecondLook:
        """The files that its card describes; ModelError when they are not those files."""
        card = load_card(NAME, folder)
        tokenizer = Tokenizer.from_file(str(card.verified_extra("tokenizer.json", folder)))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS, stride=MAX_TOKENS // 2)
        limits = card.metrics["thresholds"]
        session = open_session(card, folder=folder)
        return cls(card, tokenizer, session, limits["explicit"], limits["veiled"])

    def kind(self, text: str) -> Class | None:
        """What it takes the reply for; None for one of fewer than FEWEST words."""
        if len(text.split()) < FEWEST:
            return None
        read = self.probabilities(text)
        if explicit_urgency(*read) >= self.explicit:
            return "explicit"
        return "veiled" if any_urgency(*read) >= self.veiled else None

    def probabilities(self, text: str) -> tuple[float, float, float]:
        """Of none, veiled and explicit; of the most urgent part of a long reply."""
        clean = text.encode("utf-8", "replace").decode("utf-8")  # half a character is none
        whole = self.tokenizer.encode(clean)
        parts = [self._read(part.ids) for part in (whole, *whole.overflowing)]
        return max(parts, key=lambda part: (explicit_urgency(*part), any_urgency(*part)))

    def _read(self, ids: list[int]) -> tuple[float, float, float]:
        row = np.array([ids], np.int64)
        inputs = {"input_ids": row, "attention_mask": np.ones_like(row)}
        none, veiled, explicit = self.session.run([self.card.output], inputs)[0][0].tolist()
        return none, veiled, explicit


class Reader:
    """Reads the files once, in a thread that nobody has to wait for."""

    def __init__(self, folder: Path = FOLDER, wait_s: float = WAIT_S) -> None:
        self._folder = folder
        self._wait_s = wait_s
        self._found: SecondLook | None = None
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._read, name="second-look", daemon=True)
        self._begun = threading.Lock()
        self._waited = False

    def get(self) -> SecondLook | None:
        """The model; None while there is none. Only the first call waits."""
        if not self._done.is_set() and not self._waited:
            self._wait()
        return self._found

    def _wait(self) -> None:
        with self._begun:
            if self._waited:
                return
            self._thread.start()
            if not self._done.wait(self._wait_s):
                log.error("second look late", extra={"seconds": self._wait_s})
            self._waited = True

    def _read(self) -> None:
        try:
            self._found = SecondLook.read(self._folder)
        except Exception as error:
            log.error("second look not read", extra={"error": type(error).__name__})
        self._done.set()


@cache
def shipped() -> Reader:
    """The one reader of this process."""
    return Reader()
