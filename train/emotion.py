"""Train a face network on FER+ and ship it: soft labels, averaged weights, a teacher if asked.

python -m train.emotion --draft teacher --network residual   keeps a checkpoint, ships nothing
python -m train.emotion --teacher teacher                    trains, exports, writes the card

Each ends with figures on the rows that report. The card of a shipped model has the commands that
made it, in order.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from models.card import open_session
from train.augment import augmented, warp
from train.checkpoint import seed_everything
from train.face_card import WORDS
from train.face_networks import make
from train.face_summary import summary
from train.face_training import Course, Teacher, Training, logits_of, scaled, train
from train.face_tries import APPROACHES
from train.faces import LABELS, TO_MOOD, Splits, load_splits
from train.knobs import command, plain, read_knobs
from train.measures import fit_temperature
from train.ship import export, sha256, write_card
from train.shipped_face import folded, shipped
from train.worsen import levelled, worsen

SHIPPED = {"mini-xception": "face-mini-xception", "cbam": "face-cbam"}
"""Networks that are shipped, and their names in models/."""
CHECKPOINTS = Path(gettempdir()) / "vultus-train"


@dataclass(frozen=True)
class Run:
    """Train a face network and ship it to the models folder."""

    # where things are
    data: Path = field(
        default=Path("../shared/data/ferplus_train_valid.npz"), metadata={"help": "FER+ faces"}
    )
    models: Path = field(default=Path("models"), metadata={"help": "folder to ship to"})
    checkpoints: Path = field(
        default=CHECKPOINTS, metadata={"help": "folder of the trainings; each resumes from there"}
    )
    draft: str = field(
        default="", metadata={"help": "name of a training that others learn from; ships nothing"}
    )
    version: str = field(default="1", metadata={"help": "written into the card"})
    half: bool = field(default=False, metadata={"help": "ship float16 weights: half the size"})
    # what is trained
    network: str = field(
        default="mini-xception", metadata={"help": "mini-xception, cbam, or residual, a teacher"}
    )
    width: int = field(default=0, metadata={"help": "channels at the start; 0: as usual"})
    start: str = field(default="", metadata={"help": "draft whose weights it begins with"})
    teacher: str = field(default="", metadata={"help": "drafts that teach it, with commas"})
    trust: float = field(default=0.6, metadata={"help": "share of the teachers' word in the label"})
    epochs: int = field(default=16, metadata={"help": "one pass is about 28,000 faces"})
    batch: int = field(default=128, metadata={"help": "faces a step"})
    rate: float = field(default=4e-3, metadata={"help": "peak learning rate of the one-cycle"})
    decay: float = field(default=0.05, metadata={"help": "AdamW weight decay"})
    dropout: float = field(default=0.2, metadata={"help": "maps dropped before the last layer"})
    average: float = field(default=0.998, metadata={"help": "weight kept of the running average"})
    settle: int = field(default=4096, metadata={"help": "faces that set the averaged means"})
    worse: float = field(
        default=-1.0, metadata={"help": "how often a camera spoils a face; below 0: not levelled"}
    )
    seed: int = field(default=7, metadata={"help": "of the splits and of the training"})
    # on what
    device: str = field(default="cpu", metadata={"help": "cpu or cuda"})
    threads: int = field(default=1, metadata={"help": "CPU threads"})

    def fixed(self) -> dict[str, Any]:
        """The knobs that a resumed run must share with the one that was cut off."""
        places = {
            "data",
            "models",
            "checkpoints",
            "version",
            "half",
            "device",
            "threads",
        }
        return {key: value for key, value in plain(self).items() if key not in places}

    @property
    def checkpoint(self) -> Path:
        return self.draft_of(self.draft or self.network)

    def draft_of(self, name: str) -> Path:
        return self.checkpoints / f"{name}.pt"


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
        prepare=lambda pixels, draw: prepared(run, pixels, draw),
        view=viewed(run),
        teacher=teacher_of(run) if run.teacher else None,
        trust=run.trust,
    )


def prepared(run: Run, pixels: Tensor, draw: torch.Generator) -> tuple[Tensor, Tensor]:
    """What the network sees and what the teacher does: the same face, for the teacher unspoilt."""
    if run.worse < 0:
        changed = augmented(pixels, draw)
        return changed, changed
    framed = (warp(scaled(pixels), draw, zoom=0.25, shift=0.2, stretch=0.08) + 1) * 127.5
    return worsen(framed, run.worse, draw), levelled(framed)


def viewed(run: Run) -> Callable[[Tensor], Tensor]:
    return scaled if run.worse < 0 else lambda pixels: scaled(levelled(pixels))


def teacher_of(run: Run) -> Teacher:
    """The mean of what the teachers say."""
    teachers = [load_network(run.draft_of(name), run.device) for name in run.teacher.split(",")]

    @torch.no_grad()
    def teach(inputs: Tensor) -> Tensor:
        faces = inputs.contiguous(memory_format=torch.channels_last)
        with torch.autocast(run.device, torch.bfloat16):
            said = [torch.softmax(network(faces).float(), dim=1) for network in teachers]
        return torch.stack(said).mean(dim=0)

    return teach


def load_network(path: Path, device: str) -> nn.Module:
    """The best weights of a checkpoint in the network that it trained."""
    state = torch.load(path, map_location=device, weights_only=False)
    network = make(state["knobs"]["network"], len(LABELS), state["knobs"]["width"], 0.0)
    network.load_state_dict(state["rest"][2])
    network.to(device).eval()
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


def fresh(run: Run) -> nn.Module:
    network = make(run.network, len(LABELS), run.width, run.dropout)
    if run.start:
        network.load_state_dict(load_network(run.draft_of(run.start), "cpu").state_dict())
    return network


def ship(run: Run, training: Training, splits: Splits) -> None:
    """Fold the fitted temperature in, export, check the file against torch, write the card."""
    network = make(run.network, len(LABELS), run.width, 0.0)
    network.load_state_dict(training.best_weights)
    network = folded(network)
    if run.half:
        network.half().float()  # what float16 can hold, computed in float32 as ONNX Runtime will
    temperature = temperature_of(run, network, splits)
    some = torch.from_numpy(splits.select.pixels[:64]).unsqueeze(1).float()
    name = SHIPPED[run.network]
    path = run.models / f"{name}.onnx"
    export(shipped(network, temperature), {"face": some}, {"face": {0: "N"}}, path, run.half)
    words = {**WORDS, "version": run.version, "training": made(run, training)}
    metrics = {"temperature": temperature, "approaches": APPROACHES}
    card = write_card(run.models, name, [], {**words, "metrics": metrics})
    open_session(card, folder=run.models)
    print(f"{card.file}: {card.size_bytes:,} bytes; measure it with python -m bench.face --card")


def temperature_of(run: Run, network: nn.Module, splits: Splits) -> float:
    """Fitted where raters agreed on an emotion: the rows that `python -m bench.face` counts."""
    agreed = splits.calibrate.rows(np.flatnonzero(splits.calibrate.majority))
    logits = logits_of(course_of(run), network, agreed)
    return fit_temperature(logits, TO_MOOD, (agreed.votes @ TO_MOOD).argmax(axis=1))


def made(run: Run, training: Training) -> dict[str, Any]:
    return {
        "command": " && ".join(commands(run)),
        "seed": run.seed,
        "data_sha256": {run.data.name: sha256(run.data)},
        "minutes": round(training.minutes, 1),
    }


def commands(run: Run) -> list[str]:
    """What repeats this run, in order: first the drafts that it learned from."""
    drafts = [name for name in (*run.teacher.split(","), run.start) if name]
    before = [one for name in drafts for one in commands(run_of(run, name))]
    told = {**run.fixed(), **({"half": True} if run.half else {})}
    return [*dict.fromkeys(before), command("train.emotion", run, told)]


def run_of(run: Run, draft: str) -> Run:
    """The knobs of a draft, as its checkpoint has them."""
    state = torch.load(run.draft_of(draft), map_location="cpu", weights_only=False)
    return replace(run, half=False, **state["knobs"])


def main() -> None:
    run = read_knobs(Run)
    if not run.draft and run.network not in SHIPPED:
        raise SystemExit(f"A {run.network} network is not shipped: name it with --draft.")
    seed_everything(run.seed)
    torch.set_num_threads(run.threads)
    splits = load_splits(run.data, run.seed)
    print(json.dumps({"rows": {k: len(v) for k, v in vars(splits).items()}}), flush=True)
    training = train(course_of(run), fresh(run), splits.train, splits.select)
    training.averaged.load_state_dict(training.best_weights)
    print(
        json.dumps({"report": summary(course_of(run), training.averaged, splits.report)}, indent=2)
    )
    if not run.draft:
        ship(run, training, splits)


if __name__ == "__main__":
    main()
