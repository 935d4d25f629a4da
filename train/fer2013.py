"""Train a network on FER2013's own seven labels, as its papers did; nothing is shipped.

python -m train.fer2013 --network mini-xception --width 8 --light   mini-Xception's own size
python -m train.fer2013 --network three-blocks                      64, 128, 256 filters

Prints accuracy on FER2013's public test rows (split 1 here) that chose nothing. The results stand
in train/README.md.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from train.augment import augmented, warp
from train.checkpoint import seed_everything
from train.face_networks import make
from train.face_training import Course, logits_of, scaled, train
from train.faces import Faces
from train.knobs import plain, read_knobs
from train.measures import confusion, f1_scores, half_width, weighted_f1

LABELS = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
"""FER2013's own, in its own order; one label a picture."""
UNMATCHED = 255


@dataclass(frozen=True)
class Run:
    """Train a network on FER2013's own seven labels and print what it is worth."""

    data: Path = field(
        default=Path("../shared/data/ferplus_train_valid.npz"), metadata={"help": "FER+ faces"}
    )
    checkpoint: Path = field(
        default=Path(gettempdir()) / "vultus-train" / "fer2013.pt",
        metadata={"help": "resumed from when it is there"},
    )
    network: str = field(default="three-blocks", metadata={"help": "or mini-xception"})
    width: int = field(default=0, metadata={"help": "channels at the start; 0: as usual"})
    epochs: int = field(default=20, metadata={"help": "one pass is about 28,000 faces"})
    batch: int = field(default=128, metadata={"help": "faces a step"})
    rate: float = field(default=3e-3, metadata={"help": "peak learning rate of the one-cycle"})
    decay: float = field(default=0.05, metadata={"help": "AdamW weight decay"})
    dropout: float = field(default=0.4, metadata={"help": "units dropped before the last layers"})
    average: float = field(default=0.998, metadata={"help": "weight kept of the running average"})
    settle: int = field(default=4096, metadata={"help": "faces that set the averaged means"})
    light: bool = field(default=False, metadata={"help": "change faces little, for small networks"})
    seed: int = field(default=7, metadata={"help": "of the splits and of the training"})
    device: str = field(default="cpu", metadata={"help": "cpu or cuda"})
    threads: int = field(default=1, metadata={"help": "CPU threads"})

    def fixed(self) -> dict[str, Any]:
        """The knobs that a resumed run must share with the one that was cut off."""
        places = {"data", "checkpoint", "device", "threads"}
        return {key: value for key, value in plain(self).items() if key not in places}


@dataclass(frozen=True)
class Rows:
    train: Faces
    select: Faces
    """Half of the public test rows without a near-duplicate in train: chooses the epoch."""
    report: Faces
    """The other half."""
    near_duplicates: Faces


def load_rows(path: Path, seed: int) -> Rows:
    with np.load(path) as data:
        images, label = data["images"], data["fer_label"].astype(np.intp)
        valid, leak = data["split"] == 1, data["leak"] == 1
    known = label != UNMATCHED
    shares = np.eye(len(LABELS))[np.where(known, label, 0)]
    faces = Faces(images, shares, known)
    alone = np.random.default_rng(seed).permutation(np.flatnonzero(known & valid & ~leak))
    half = len(alone) // 2
    return Rows(
        train=faces.rows(np.flatnonzero(known & ~valid)),
        select=faces.rows(alone[:half]),
        report=faces.rows(alone[half:]),
        near_duplicates=faces.rows(np.flatnonzero(known & valid & leak)),
    )


def course_of(run: Run) -> Course:
    return Course(
        epochs=run.epochs,
        batch=run.batch,
        rate=run.rate,
        decay=run.decay,
        average=run.average,
        settle=run.settle,
        seed=run.seed,
        device=run.device,
        checkpoint=run.checkpoint,
        fixed=run.fixed(),
        prepare=slightly if run.light else strongly,
        view=scaled,
    )


def strongly(pixels: Tensor, draw: torch.Generator) -> tuple[Tensor, Tensor]:
    changed = augmented(pixels, draw)
    return changed, changed


def slightly(pixels: Tensor, draw: torch.Generator) -> tuple[Tensor, Tensor]:
    """As mini-Xception's authors did: turned by 10 degrees, moved and zoomed by a tenth."""
    changed = (warp(scaled(pixels), draw, turn=10, zoom=0.1, shift=0.2) + 1) * 127.5
    return changed, changed


def measured(course: Course, network: nn.Module, rows: Rows) -> dict[str, Any]:
    found: dict[str, Any] = {"parameters": sum(part.numel() for part in network.parameters())}
    parts = {"report": rows.report, "near_duplicates": rows.near_duplicates}
    for name, faces in parts.items():
        truth = faces.votes.argmax(axis=1)
        guess = logits_of(course, network, faces).argmax(axis=1)
        found[name] = {
            "rows": len(faces),
            "accuracy_7": round(float(np.mean(truth == guess)), 4),
            "accuracy_7_half_width_95": round(half_width(truth == guess), 4),
            "weighted_f1_7": round(weighted_f1(truth, guess, len(LABELS)), 4),
            "f1": {
                label: round(float(f1), 3)
                for label, f1 in zip(LABELS, f1_scores(truth, guess, len(LABELS)), strict=True)
            },
            "confusion": confusion(truth, guess, len(LABELS)).tolist(),
        }
    return found


def main() -> None:
    run = read_knobs(Run)
    seed_everything(run.seed)
    torch.set_num_threads(run.threads)
    rows, course = load_rows(run.data, run.seed), course_of(run)
    print(json.dumps({"rows": {k: len(v) for k, v in vars(rows).items()}}), flush=True)
    network = make(run.network, len(LABELS), run.width, run.dropout)
    training = train(course, network, rows.train, rows.select)
    training.averaged.load_state_dict(training.best_weights)
    print(json.dumps(measured(course, training.averaged, rows), indent=2))


if __name__ == "__main__":
    main()
