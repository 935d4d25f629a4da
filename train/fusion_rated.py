"""One's own sessions that people rated: constants fitted on those.

A line of the file is a `Record` as JSON, as `vultus labels` writes them. Its labels are the
patient's own rating and the ratings of clinicians who had not seen the estimate.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from contract.messages import MOODS, Record
from contract.wire import from_json
from fusion.constants import Constants
from fusion.expressivity import measure
from fusion.labels import counted
from fusion.turns import Turn, turns_of, usable_windows
from fusion.use import usable
from train.fusion_fit import Range, fitted
from train.fusion_formula import fuse
from train.fusion_sessions import ABSENT, Sessions
from train.measures import log_loss

RANGES = (
    Range("a_face", 0.2, 5.0),
    Range("g_min", 0.01, 0.4),
    Range("g_centre", 0.3, 0.55),
    Range("temperature_session", 0.3, 1.5),
)
"""Few, because rated sessions are."""
STAY = 20.0
"""Sessions that what was fitted before counts for: few sessions move the constants little."""


def fit_rated(path: Path, shipped: Constants) -> tuple[Constants, dict[str, Any]]:
    """The constants that fit the rated sessions best without going far, and what they were."""
    records = _records(path)
    sessions = as_sessions(records, shipped)
    if not len(sessions):
        raise SystemExit(f"{path} has no session with a label and a face or words.")
    before = {one.name: getattr(shipped, one.name) for one in RANGES}

    def loss(tried: Constants) -> float:
        lost = log_loss(fuse(sessions, tried).sessions, sessions.mood)
        moved = sum(
            ((getattr(tried, one.name) - before[one.name]) / (one.high - one.low)) ** 2
            for one in RANGES
        )
        return lost + moved * STAY / len(sessions)

    constants = fitted(shipped, RANGES, loss)
    made = {
        "sessions": len(sessions),
        "file_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "log_loss_before": round(log_loss(fuse(sessions, shipped).sessions, sessions.mood), 4),
        "log_loss": round(log_loss(fuse(sessions, constants).sessions, sessions.mood), 4),
    }
    return constants, made


def as_sessions(records: Sequence[Record], constants: Constants) -> Sessions:
    """The rated ones that have a face or words, once for each label."""
    known = [
        (one, MOODS.index(mood), turns)
        for one in records
        for mood in counted(one)
        if (turns := _read(one))
    ]
    longest = max((len(turns) for _, _, turns in known), default=0)
    shape = (len(known), longest)
    sessions = Sessions(
        mood=np.array([label for _, label, _ in known], np.intp),
        moods=np.full(shape, ABSENT),
        face=np.full((*shape, 4), np.nan),
        quality=np.full(shape, np.nan),
        text=np.full((*shape, 4), np.nan),
        tokens=np.full(shape, np.nan),
        expressivity=np.array([_moved(one, constants) for one, _, _ in known]),
    )
    for row, (_, _, turns) in enumerate(known):
        for place, turn in enumerate(turns):
            if turn.face:
                sessions.face[row, place] = turn.face.mood
                sessions.quality[row, place] = turn.face.quality
            if turn.text:
                sessions.text[row, place] = turn.text.mood
                sessions.tokens[row, place] = turn.text.tokens
    return sessions


def _records(path: Path) -> list[Record]:
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [usable(from_json(json.loads(line), Record)) for line in lines]


def _read(record: Record) -> list[Turn]:
    return [turn for turn in turns_of(record, frozenset()) if turn.face or turn.text]


def _moved(record: Record, constants: Constants) -> float:
    seen = [one.expressivity for one in usable_windows(record, frozenset()) if one.expressivity]
    value = measure(seen, constants).value
    return float("nan") if value is None else value
