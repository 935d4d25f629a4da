"""The second look: a trained model beside the rules, for phrasings that no rule is made for.

A small transformer reads the reply as it was typed and says how likely it is explicit, veiled or
neither. Its files are read in a thread of their own, which is waited for once and not for long:
with one missing, damaged or on a disk that hangs, the rules' finding stands.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.card import FOLDER
from safety.estimator import Estimator
from safety.screen import Class
from safety.urgency import any_urgency, explicit_urgency

log = logging.getLogger(__name__)

FEWEST = 2
"""Words: what a single one means, a rule must know."""
WAIT_S = 5.0
"""How long the first look waits for the files; it takes some tenths of a second."""


@dataclass(frozen=True)
class Look:
    """What the second look takes a reply for, and what it is sure that the reply is not."""

    kind: Class | None
    doubted: tuple[Class, ...] = ()
    """What it is so sure the reply is not that a rule's finding of it is taken a step back."""


@dataclass(frozen=True)
class SecondLook:
    """What the estimator's urgencies mean."""

    estimator: Estimator
    explicit: float
    """From this urgency of explicit on, a reply is found explicit (safety/urgency.py)."""
    veiled: float
    """From this urgency of either on, it is found at all."""
    doubted: Mapping[Class, float]
    """Below this urgency of a class it is sure that the reply is not of it."""

    @classmethod
    def read(cls, folder: Path = FOLDER) -> SecondLook:
        """The files that the card describes; ModelError when they are not those files."""
        estimator = Estimator.read(folder)
        limits = estimator.card.metrics["thresholds"]
        return cls(estimator, limits["explicit"], limits["veiled"], limits["doubted"])

    def look(self, text: str) -> Look | None:
        """What it takes the reply for; None, no look at all, at fewer than FEWEST words."""
        if len(text.split()) < FEWEST:
            return None
        read = self.estimator.probabilities(text)
        urgencies: dict[Class, float] = {
            "explicit": explicit_urgency(*read),
            "veiled": any_urgency(*read),
        }
        if urgencies["explicit"] >= self.explicit:
            return Look("explicit")
        kind: Class | None = "veiled" if urgencies["veiled"] >= self.veiled else None
        doubted = (one for one, urgency in urgencies.items() if urgency < self.doubted[one])
        return Look(kind, tuple(doubted))


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
