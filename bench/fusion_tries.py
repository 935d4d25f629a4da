"""`python -m bench.fusion_tries`: other formulas, fitted like the shipped one and held beside it.

Each is fitted on the rows that fit the shipped constants and measured on the rows that report, on
the same sessions. Synthetic, every figure.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.command import run
from bench.fusion import SYNTHETIC, WIDTH
from bench.fusion_measure import NORMAL, Subject
from bench.markdown import figure
from fusion.constants import FILE, Constants, load_constants
from models.card import load_card
from sentiment.mood import TextModel
from train.faces import load_splits
from train.fusion import KINDS, START, Run, aims, drawn_sessions, fitting_pictures
from train.fusion_ceiling import ceiling
from train.fusion_data import face_pools, read_pictures, stills_of, text_pool
from train.fusion_faces import SHARES
from train.fusion_fit import MARGIN, accuracy, both, fit_turns, turn_truth, with_still
from train.fusion_replies import fitting, reporting, score
from train.fusion_rivals import Rivals, singles
from train.fusion_sessions import Plan, Sessions, at_rest
from train.fusion_tried import TRIES, Tried, Try, fuse_tried, tried
from train.measures import Floats, log_loss

NEVER = 2.0
"""No probability reaches it: what is compared here is the pool, not the rule for contradictions."""

TITLES = {
    "frozen": "accuracy over the better modality at 100 %",
    "removed": "share of its errors removed at 0 %",
}

Faces = Annotated[Path, typer.Option(help="Voted faces, as train.fusion takes them.")]
Texts = Annotated[Path, typer.Option(help="Folder of GoEmotions groups, as train.fusion takes it.")]
Cache = Annotated[Path, typer.Option(help="What the mesh and the models read.")]
Fit = Annotated[int, typer.Option(min=20, help="Sessions of each level and kind to fit on.")]
Drawn = Annotated[int, typer.Option(min=20, help="Sessions for each figure.")]
Bootstraps = Annotated[int, typer.Option(min=2, help="Resamplings for the intervals.")]
Only = Annotated[str, typer.Option(help="Tries whose name has this in it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]


def fusion_tries(
    faces: Faces = Path("../shared/data/ferplus_train_valid.npz"),
    texts: Texts = Path("../shared/data/text"),
    cache: Cache = Path("data/fusion-cache"),
    fit: Fit = 150,
    sessions: Drawn = 800,
    bootstraps: Bootstraps = 10,
    only: Only = "",
    as_json: AsJson = False,
) -> None:
    """Log loss, what is won over the better modality, and the share of its errors removed."""
    setup = Run(faces=faces, texts=texts, cache=cache, sessions=fit)
    drawn, still, subject = _read(setup, sessions, bootstraps)
    chosen = [one for one in TRIES if only in one.name]
    bar = track(chosen, description="fitting", console=Console(stderr=True), transient=True)
    rows = [_measured(one, drawn, still, subject) for one in bar]
    if not only:
        rows.append(_ceiling(drawn, subject))
    if as_json:
        typer.echo(json.dumps({"synthetic": SYNTHETIC, "tries": rows}, indent=2))
    else:
        _show(rows)


def _read(run: Run, sessions: int, bootstraps: int) -> tuple[list[Sessions], Floats, Subject]:
    """Sessions to fit on, what a still face reads as, and what is measured on."""
    card, words = load_card(run.face_model), TextModel.load(run.text_model)
    shipped = load_constants().constants
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    stills, scale = stills_of(kept["stills"], shipped.usual)
    fit = face_pools(fitting_pictures(run, card), stills)
    report = read_pictures(load_splits(run.faces, run.seed).report, card, run.cache)
    said, told = (
        text_pool(score(rows.texts, rows.shares.argmax(axis=1), words, run.cache))
        for rows in (fitting(run.texts), reporting(run.texts))
    )
    begun = replace(shipped, **START)  # type: ignore[arg-type]
    plain = replace(begun, confident_from=NEVER, confident_session=NEVER)
    subject = Subject(
        faces=face_pools(report, stills),
        replies=told,
        scale=scale,
        constants=plain,
        rivals=Rivals(**kept["rivals"]),
        sessions=sessions,
        bootstraps=bootstraps,
    )
    still = at_rest(fit[-1], np.random.default_rng(run.seed))
    return drawn_sessions(run, fit, said, scale), still, subject


def _measured(
    one: Try, drawn: Sequence[Sessions], still: Floats, subject: Subject
) -> dict[str, Any]:
    start: Constants = tried(with_still(subject.constants, still))
    kept = aims(drawn, subject.constants, MARGIN if one.margin is None else one.margin)
    formula = fuse_tried if one.expected else _flat
    found = fit_turns(start, kept, still, one.ranges, formula)
    points = [_point(found, one, subject, 0)]
    again = [_point(found, one, subject, turn + 1) for turn in range(subject.bootstraps)]
    reach = NORMAL * np.std(again, axis=0, ddof=1)
    return {
        "try": one.name,
        "log_loss": round(float(points[0][:, :, 0].mean()), 4),
        "over_the_better": {
            f"{share:.0%}": round(float(points[0][:, level, 1].mean()), 4)
            for level, share in enumerate(SHARES)
        },
        "never_worse": [
            bool((points[0][kind, :, 1] + reach[kind, :, 1] >= 0).all())
            for kind in range(len(KINDS))
        ],
        "frozen": [_pair(points[0][kind, -1, 1], reach[kind, -1, 1]) for kind in range(len(KINDS))],
        "removed": [_pair(points[0][kind, 0, 2], reach[kind, 0, 2]) for kind in range(len(KINDS))],
        "constants": {part.name: round(getattr(found, part.name), 4) for part in one.ranges},
    }


def _ceiling(drawn: Sequence[Sessions], subject: Subject) -> dict[str, Any]:
    """What a regression fitted on one kind and level alone reaches there: no formula knows that."""
    free, frozen = (
        [_highest(drawn, kind, level, subject) for kind in range(len(KINDS))]
        for level in (0, len(SHARES) - 1)
    )
    return {
        "try": "no formula: a regression for each kind and level alone",
        "log_loss": None,
        "never_worse": None,
        "frozen": [(won, None) for won, _ in frozen],
        "removed": [(removed, None) for _, removed in free],
    }


def _highest(
    drawn: Sequence[Sessions], kind: int, level: int, subject: Subject
) -> tuple[float, float]:
    judged = subject.sampled(level, Plan(subject.sessions, *KINDS[kind]), 0)
    truth = turn_truth(judged)
    best = _best(judged, subject.constants)
    found = ceiling(drawn[level * len(KINDS) + kind], judged, subject.constants)
    won = accuracy(found, truth) - best
    return round(won, 4), round(won / (1 - best), 4)


def _point(constants: Constants, one: Try, subject: Subject, turn: int) -> Floats:
    """[kinds, levels, 3] log loss, accuracy over the better modality, share of its errors gone."""
    size = subject.sessions if turn == 0 else subject.sessions // 2
    formula = fuse_tried if one.expected else _flat
    return np.array(
        [
            [
                _judged(subject.sampled(level, Plan(size, *kind), turn), constants, formula)
                for level in range(len(SHARES))
            ]
            for kind in KINDS
        ]
    )


def _judged(sessions: Sessions, constants: Constants, formula: Any) -> tuple[float, float, float]:
    truth, best = turn_truth(sessions), _best(sessions, constants)
    ours = formula(sessions, constants)[both(sessions)]
    won = accuracy(ours, truth) - best
    return log_loss(ours, truth), won, won / (1 - best)


def _best(sessions: Sessions, constants: Constants) -> float:
    """Accuracy of the better single modality, over the turns that have both."""
    seen, truth = both(sessions), turn_truth(sessions)
    return max(accuracy(one.turns[seen], truth) for one in singles(sessions, constants).values())


def _flat(sessions: Sessions, constants: Constants) -> Floats:
    """As if a face that does not move read like any other."""
    assert isinstance(constants, Tried)
    return fuse_tried(sessions, replace(constants, prior_still=constants.prior_face))


def _pair(value: float, reach: float) -> tuple[float, float]:
    return round(float(value), 4), round(float(reach), 4)


def _told(value: float, reach: float | None) -> str:
    return f"{value:+.3f}" if reach is None else f"{value:+.3f} ±{reach:.3f}"


def _show(rows: Sequence[dict[str, Any]]) -> None:
    screen = Console(highlight=False, width=WIDTH)
    screen.print(f"\n{SYNTHETIC}\n", soft_wrap=True)
    kinds = [f"{'natural' if natural else 'uniform'} {of:g}" for of, natural in KINDS]
    for name, title in TITLES.items():
        table = Table("try", "log loss", "never worse", *kinds, title=title)
        for row in rows:
            cells = [_told(value, reach) for value, reach in row[name]]
            held = row["never_worse"]
            among = "-" if held is None else f"{sum(held)} of {len(kinds)}"
            table.add_row(row["try"], figure(row["log_loss"], 4), among, *cells)
        screen.print(table)


if __name__ == "__main__":
    run(fusion_tries)
