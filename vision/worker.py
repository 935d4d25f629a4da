"""What runs inside a worker process: models loaded once, frames in, numbers out."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from functools import cache

import cv2
import numpy as np

from models.card import load_card
from vision.explain import Explainer, Explanation
from vision.quiet import quiet
from vision.roi import Roi
from vision.score import FrameScore, Scorer

NICENESS = 5
_model: str


def enter(model: str) -> None:
    """First thing in a new worker: it takes no frame before everything is loaded.

    `model` is the name of the face model that it reads with from then on.
    It keeps to one thread, leaves Ctrl-C to its parent, and is gone when that is gone. Where the
    processor is short it gives way: frames may be dropped, answers have to be stored.
    """
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    cv2.setNumThreads(1)
    global _model
    _model = model
    _scorer()


def ready() -> int:
    """The process id of a worker that is."""
    return os.getpid()


def score(jpeg: bytes, near: Roi | None, others: bool, regions: bool) -> FrameScore:
    """Score one frame, as in `Scorer`; BadMessage or TooLarge when it cannot be taken."""
    return _scorer().score(jpeg, near, others=others, regions=regions)


def explain(jpeg: bytes, label: str | None) -> Explanation:
    """Where the model looked in a picture; BadMessage or TooLarge as in `Explainer`."""
    return _explainer().explain(jpeg, label)


def draw(jpeg: bytes, label: str | None) -> bytes:
    """The same as a PNG."""
    return _explainer().draw(jpeg, label)


@cache
def _explainer() -> Explainer:
    """Loaded when first asked for: few installations ever do."""
    with quiet():
        return Explainer(load_card(_model))


@cache
def _scorer() -> Scorer:
    """Loaded, and tried on a black picture: MediaPipe finishes loading with its first one."""
    with quiet():
        scorer = Scorer(load_card(_model))
        black = cv2.imencode(".jpg", np.zeros((240, 320, 3), np.uint8))[1]
        scorer.score(black.tobytes(), Roi(0.5, 0.5, 0.5, 0.5, 0.0))
    return scorer


def _follow_parent() -> None:
    """A killed parent cannot stop its workers, and they would wait for frames for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
