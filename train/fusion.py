"""The fusion's constants, fitted on drawn sessions or on one's own rated ones.

    python -m train.fusion                       # the shipped models/fusion.json
    python -m train.fusion --rated own.jsonl --to own.json

What is drawn: train/fusion_sessions.py. What is lost: train/fusion_fit.py. Runs in `.venv`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from fusion.constants import FILE, Constants, load_constants
from models.card import Card, load_card
from sentiment.mood import TextModel
from train import fusion_card
from train.faces import load_splits
from train.fusion_data import (
    Pictures,
    face_pools,
    joined,
    read_pictures,
    read_stills,
    text_pool,
)
from train.fusion_faces import SHARES, sure_neutrals
from train.fusion_fit import (
    MARGIN,
    SESSION,
    STILL,
    UNKNOWN,
    Drawn,
    aimed,
    fit_sessions,
    fit_turns,
)
from train.fusion_levels import levels
from train.fusion_rated import fit_rated
from train.fusion_replies import fitting, score
from train.fusion_rivals import Rivals, fit_rivals
from train.fusion_sessions import (
    FacePool,
    Plan,
    Scale,
    Sessions,
    TextPool,
    at_rest,
    buttons_only,
    draw,
)
from train.fusion_thresholds import abstain_below, confident_session
from train.knobs import command, read_knobs

KINDS = tuple((dependence, natural) for natural in (False, True) for dependence in (0.0, 0.3, 0.6))
"""Dependence between face and words, and whether moods are as frequent as in the data."""
START = {
    **{"a_face": 1.5, "temperature_face": 1.5, "temperature_text": 1.0, "gamma": 0.1},
    **{"k_both": 1.8, "g_min": 0.2, "g_centre": 0.39, "g_width": 0.025, "s_still": 0.2},
    **{"tokens_half": 4.0, "g_insufficient": 0.45, "g_atypical": 0.45},
    **{"face_correlation": 0.25, "temperature_session": 0.25},
}
"""Where the search begins: not at what is shipped, so that a fit gives the same a second time."""
OPPOSED = 2000
"""Sessions with opposed face and words: of few the threshold hangs on which were drawn."""


@dataclass(frozen=True)
class Run:
    """Fits the constants of the fusion."""

    faces: Path = field(
        default=Path("../shared/data/ferplus_train_valid.npz"), metadata={"help": "voted faces"}
    )
    texts: Path = field(
        default=Path("../shared/data/text"), metadata={"help": "folder of GoEmotions groups"}
    )
    face_model: str = "face-mini-xception"
    text_model: str = "text-minilm"
    judge: str = field(
        default="face-cbam", metadata={"help": "a face model trained apart, to say what is frozen"}
    )
    rated: str = field(
        default="", metadata={"help": "JSONL of records with the patient's own rating: fits on it"}
    )
    cache: Path = field(
        default=Path("data/fusion-cache"), metadata={"help": "what the mesh and the models read"}
    )
    to: Path = field(default=FILE, metadata={"help": "where the constants go"})
    sessions: int = field(default=250, metadata={"help": "drawn for each level and kind"})
    seed: int = field(default=7, metadata={"help": "of the splits and of the sessions"})


def main() -> None:
    run, told = (
        read_knobs(Run),
        [word[2:].split("=")[0] for word in sys.argv[1:] if word[:2] == "--"],
    )
    line = command("train.fusion", run, [name.replace("-", "_") for name in told])
    shipped = load_constants().constants
    if run.rated:
        constants, made = fit_rated(Path(run.rated), shipped)
        fusion_card.write(run.to, FILE, constants, {"rated": {"command": line, **made}})
    else:
        fit_drawn(run, shipped, line)


def fit_drawn(run: Run, shipped: Constants, line: str) -> None:
    """Reads the rows that chose or calibrated the models, fits, prints and writes."""
    card, words = load_card(run.face_model), TextModel.load(run.text_model)
    pictures = fitting_pictures(run, card)
    said = fitting(run.texts)
    replies = text_pool(score(said.texts, said.shares.argmax(axis=1), words, run.cache))
    stills, scale = read_stills(pictures, shipped.usual)
    faces = face_pools(pictures, stills)
    constants, rivals = fitted(run, shipped, faces, replies, scale)
    about = {
        "command": line,
        "rows": {"pictures": len(pictures.looks), "replies": len(replies.truth)},
        "face_model": card.sha256,
        "text_model": words.card.sha256,
        "levels": levels(pictures, run.judge, run.cache),
    }
    extra = {"fit": about, "stills": stills, "rivals": rivals}
    fusion_card.write(run.to, FILE, constants, extra)
    print(json.dumps(about, indent=2))


def fitting_pictures(run: Run, card: Card) -> Pictures:
    """Rows that chose or calibrated the face model; what is neutral are rows that trained it."""
    splits = load_splits(run.faces, run.seed)
    neutrals = sure_neutrals(splits.train)
    parts = (splits.select, splits.calibrate)
    return joined([read_pictures(part, card, run.cache, neutrals) for part in parts])


def fitted(
    run: Run, shipped: Constants, faces: Sequence[FacePool], replies: TextPool, scale: Scale
) -> tuple[Constants, Rivals]:
    """Turns first, then what is unknown there, whole sessions, and the thresholds."""
    shipped = replace(shipped, **START)  # type: ignore[arg-type]
    drawn = drawn_sessions(run, faces, replies, scale)
    still = at_rest(faces[-1], _generator(run, len(SHARES)))
    kept = aims(drawn, shipped)
    constants = fit_turns(_unthresholded(shipped), kept, still)
    quiet = [Drawn(buttons_only(one), turns=0.0, whole=0.0) for one in drawn]
    constants = fit_sessions(constants, [*kept, *quiet], (*STILL, *SESSION))
    constants = fit_turns(constants, kept, still)
    rivals = fit_rivals(constants, drawn)
    kept = aims(drawn, constants)
    blind = [replace(one, sessions=_unmeasured(one.sessions)) for one in kept]
    unknown = fit_turns(constants, blind, still, UNKNOWN).g_insufficient
    constants = replace(constants, g_insufficient=unknown, g_atypical=unknown)
    constants = fit_sessions(constants, kept)
    opposed = draw(
        faces[0], replies, Plan(OPPOSED, incongruent=True), scale, _generator(run, OPPOSED)
    )
    constants = replace(constants, confident_from=shipped.confident_from)
    constants = replace(constants, confident_session=confident_session(constants, opposed))
    return replace(constants, abstain_below=abstain_below(constants, drawn)), rivals


def drawn_sessions(
    run: Run, faces: Sequence[FacePool], replies: TextPool, scale: Scale
) -> list[Sessions]:
    """Of every level and kind, the free faces first."""
    return [
        draw(
            faces[level], replies, Plan(run.sessions, *kind), scale, _generator(run, level, number)
        )
        for level in range(len(SHARES))
        for number, kind in enumerate(KINDS)
    ]


def aims(drawn: Sequence[Sessions], constants: Constants, margin: float = MARGIN) -> list[Drawn]:
    """What each of them is to reach; those at a free face come first."""
    free = len(KINDS)
    return [aimed(one, constants, place < free, margin) for place, one in enumerate(drawn)]


def _unthresholded(constants: Constants) -> Constants:
    """The rule for contradictions is fitted last: until then nothing contradicts."""
    return replace(constants, confident_from=2.0, confident_session=2.0)


def _unmeasured(sessions: Sessions) -> Sessions:
    return replace(sessions, expressivity=np.full(len(sessions), np.nan))


def _generator(run: Run, *turn: int) -> np.random.Generator:
    return np.random.default_rng([run.seed, *turn])


if __name__ == "__main__":
    main()
