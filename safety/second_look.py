"""The second look: a small trained model beside the rules, for phrasings that no rule is made for.

It adds up the weights of a reply's pieces (grams.py), twice: once for explicit, once for explicit
or veiled. Its file is read in a thread of its own, which is waited for once and not for long: with
the file missing, damaged or on a disk that hangs, the rules' finding stands.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safety.grams import PLACES, enough, grams
from safety.language import language
from safety.screen import Class

log = logging.getLogger(__name__)

FOLDER = Path(__file__).resolve().parent.parent / "models"
NAME = "second-look"
LANGUAGE = "en"
WAIT_S = 2.0
"""How long the first look waits for the file; it takes some milliseconds."""


@dataclass(frozen=True)
class SecondLook:
    """The weights, ready to add up."""

    weights: NDArray[np.int8]
    """[places, 2]: for explicit, and for explicit or veiled."""
    scale: NDArray[np.float64]
    bias: NDArray[np.float64]
    marks: NDArray[np.float64]
    """Above these sums a reply is found explicit, and found at all."""

    @classmethod
    def read(cls, folder: Path = FOLDER) -> SecondLook:
        """The file that its card describes; ValueError or OSError when it is not that file."""
        card: dict[str, Any] = json.loads((folder / f"{NAME}.json").read_text("utf-8"))
        content = (folder / f"{NAME}.npz").read_bytes()
        if hashlib.sha256(content).hexdigest() != card["sha256"]:
            raise ValueError(f"{NAME}.npz does not match its card.")
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            weights, scale, bias = (file[name] for name in ("weights", "scale", "bias"))
        if weights.shape != (2 * PLACES, 2):
            raise ValueError(f"{NAME}.npz has weights of shape {weights.shape}.")
        marks = np.array([card["thresholds"][name] for name in ("explicit", "crisis")])
        return cls(weights, scale, bias, marks)

    def kind(self, text: str) -> Class | None:
        """What it takes the reply for."""
        sentences = language(LANGUAGE).read(text)
        if not enough(sentences):
            return None
        explicit, either = self.sums(text, sentences) > self.marks
        if explicit:
            return "explicit"
        return "veiled" if either else None

    def sums(self, text: str, sentences: Sequence[str]) -> NDArray[np.float64]:
        """Both sums; a logistic function makes them probabilities."""
        places, shares = grams(text, sentences)
        sums: NDArray[np.float64] = np.array(shares) @ self.weights[places] * self.scale + self.bias
        return sums


class Reader:
    """Reads the file once, in a thread that nobody has to wait for."""

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
