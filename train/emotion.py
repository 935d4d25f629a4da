"""Train the face model on FER+ and ship it: mini-Xception, soft labels, averaged weights.

python -m train.emotion              trains, exports to models/ and writes the card
python -m train.emotion --evaluate   prints the card's figures again, from the shipped file
"""

import copy
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import torch
from torch import Tensor
from tqdm import tqdm  # type: ignore[import-untyped]

from models.card import load_card, open_session
from train.augment import augment
from train.checkpoint import load_checkpoint, save_checkpoint, seed_everything
from train.face_card import WORDS
from train.face_figures import evaluate, report
from train.faces import LABELS, TO_MOOD, Faces, Splits, load_splits
from train.knobs import command, plain, read_knobs
from train.measures import Floats, fit_temperature, soft_loss
from train.mini_xception import WIDTH, MiniXception, ShippedFace, folded, scaled
from train.ship import export, sha256, write_card

NAME = "face-mini-xception"
METRICS = {
    "command": "python -m train.emotion --evaluate",
    "split": "half of FER+ valid without near-duplicates of train; it chose and fitted nothing",
}
CHECKPOINT = Path(gettempdir()) / "vultus-train" / "face.pt"


@dataclass(frozen=True)
class Run:
    """Train the face model and ship it to the models folder."""

    # where things are
    data: Path = field(
        default=Path("../shared/data/ferplus_train_valid.npz"), metadata={"help": "FER+ faces"}
    )
    models: Path = field(default=Path("models"), metadata={"help": "folder to ship to"})
    checkpoint: Path = field(default=CHECKPOINT, metadata={"help": "resumed from when it is there"})
    evaluate: bool = field(default=False, metadata={"help": "print the shipped model's figures"})
    version: str = field(default="1", metadata={"help": "written into the card"})
    half: bool = field(default=False, metadata={"help": "ship float16 weights: half the size"})
    # what is trained
    width: int = field(default=WIDTH, metadata={"help": "channels before the first block"})
    epochs: int = field(default=16, metadata={"help": "one pass is about 28,000 faces"})
    batch: int = field(default=128, metadata={"help": "faces a step"})
    rate: float = field(default=4e-3, metadata={"help": "peak learning rate of the one-cycle"})
    decay: float = field(default=0.05, metadata={"help": "AdamW weight decay"})
    dropout: float = field(default=0.2, metadata={"help": "maps dropped before the last layer"})
    average: float = field(default=0.998, metadata={"help": "weight kept of the running average"})
    settle: int = field(default=4096, metadata={"help": "faces that set the averaged means"})
    seed: int = field(default=7, metadata={"help": "of the splits and of the training"})
    # on what
    device: str = field(default="cpu", metadata={"help": "cpu or cuda"})
    threads: int = field(default=1, metadata={"help": "CPU threads"})

    def fixed(self) -> dict[str, Any]:
        """The knobs that a resumed run must share with the one that was cut off."""
        places = {"data", "models", "checkpoint", "evaluate", "version", "device", "threads"}
        return {key: value for key, value in plain(self).items() if key not in places}


@dataclass
class Training:
    """All that a step changes, and so all that a checkpoint holds."""

    network: MiniXception
    averaged: MiniXception
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.OneCycleLR
    draw: torch.Generator
    epoch: int = 0
    best: float = float("inf")
    best_weights: dict[str, Tensor] = field(default_factory=dict)
    minutes: float = 0.0

    def state(self) -> dict[str, Any]:
        return {
            "network": self.network.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "draw": self.draw.get_state(),
            "torch": torch.get_rng_state(),
            "rest": (self.epoch, self.best, self.best_weights, self.minutes),
        }

    def restore(self, state: dict[str, Any]) -> None:
        self.network.load_state_dict(state["network"])
        self.averaged.load_state_dict(state["averaged"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.draw.set_state(state["draw"])
        torch.set_rng_state(state["torch"])
        self.epoch, self.best, self.best_weights, self.minutes = state["rest"]


def begin(run: Run, steps: int) -> Training:
    network = MiniXception(len(LABELS), run.width, run.dropout).to(run.device)
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimiser = torch.optim.AdamW(network.parameters(), lr=run.rate, weight_decay=run.decay)
    return Training(
        network=network,
        averaged=copy.deepcopy(network).eval(),
        optimiser=optimiser,
        schedule=torch.optim.lr_scheduler.OneCycleLR(
            optimiser, run.rate, total_steps=run.epochs * steps
        ),
        draw=torch.Generator().manual_seed(run.seed),
    )


def batches(faces: Faces, run: Run, draw: torch.Generator) -> Iterator[tuple[Tensor, Tensor]]:
    """One pass in random order; the last, smaller batch is left for another pass."""
    order = torch.randperm(len(faces), generator=draw).numpy()
    for start in range(0, len(order) - run.batch + 1, run.batch):
        rows = order[start : start + run.batch]
        pixels = torch.from_numpy(faces.pixels[rows]).unsqueeze(1).float()
        votes = torch.from_numpy(faces.votes[rows]).float()
        yield pixels.to(run.device), votes.to(run.device)


def plain_batches(faces: Faces, run: Run, rows: int) -> Iterator[Tensor]:
    """The first `rows` faces in order, unchanged."""
    for start in range(0, rows, 256):
        part = torch.from_numpy(faces.pixels[start : min(start + 256, rows)])
        yield part.unsqueeze(1).float().to(run.device)


def train_epoch(run: Run, training: Training, faces: Faces) -> float:
    training.network.train()
    total, steps = 0.0, len(faces) // run.batch
    bar = tqdm(batches(faces, run, training.draw), total=steps, desc=f"epoch {training.epoch + 1}")
    for step, (pixels, votes) in enumerate(bar, start=1):
        inputs = augment(scaled(pixels), training.draw).contiguous(
            memory_format=torch.channels_last
        )
        with torch.autocast(run.device, torch.bfloat16):
            logits = training.network(inputs)
        loss = torch.nn.functional.cross_entropy(logits.float(), votes)
        training.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        training.optimiser.step()
        training.schedule.step()
        follow(training, run.average)
        total += loss.item()
        bar.set_postfix(loss=f"{total / step:.3f}")
    return total / steps


@torch.no_grad()
def follow(training: Training, keep: float) -> None:
    """Move the averaged weights a little towards the trained ones; faster in the first steps."""
    step = training.schedule.last_epoch
    share = 1 - min(keep, (1 + step) / (10 + step))
    pairs = zip(training.averaged.parameters(), training.network.parameters(), strict=True)
    for mean, new in pairs:
        mean.lerp_(new, share)


@torch.no_grad()
def settle(network: MiniXception, faces: Faces, run: Run) -> None:
    """Measure the normalisation's means again: those of the trained weights do not fit averages."""
    for layer in network.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.reset_running_stats()
            layer.momentum = None  # a plain mean over all batches
    network.train()
    for part in plain_batches(faces, run, run.settle):
        network(scaled(part))
    network.eval()


@torch.no_grad()
def logits_of(network: MiniXception, faces: Faces, run: Run) -> Floats:
    network.eval()
    logits = [network(scaled(part)).cpu() for part in plain_batches(faces, run, len(faces))]
    return torch.cat(logits).double().numpy()


def train(run: Run, splits: Splits) -> Training:
    """The training after its last epoch; the epoch with the least loss on `select` is kept."""
    training = begin(run, len(splits.train) // run.batch)
    saved = load_checkpoint(run.checkpoint, run.fixed())
    if saved is not None:
        training.restore(saved)
    while training.epoch < run.epochs:
        started = time.monotonic()
        loss = train_epoch(run, training, splits.train)
        settle(training.averaged, splits.train, run)
        logits = logits_of(training.averaged, splits.select, run)
        chosen = soft_loss(logits, splits.select.votes)
        training.epoch += 1
        training.minutes += (time.monotonic() - started) / 60
        if chosen < training.best:
            training.best = chosen
            training.best_weights = copy.deepcopy(training.averaged.state_dict())
        save_checkpoint(run.checkpoint, {"knobs": run.fixed(), **training.state()})
        print(f"epoch {training.epoch}: loss {loss:.4f}, select {chosen:.4f}", flush=True)
    return training


def ship(run: Run, training: Training, splits: Splits) -> None:
    """Fold the fitted temperature in, export, check the file against torch, write the card."""
    network = MiniXception(len(LABELS), run.width)
    network.load_state_dict(training.best_weights)
    network = folded(network)
    if run.half:
        network.half().float()  # what float16 can hold, computed in float32 as ONNX Runtime will
    network.to(run.device)
    logits = logits_of(network, splits.calibrate, run)
    truth = (splits.calibrate.votes @ TO_MOOD).argmax(axis=1)
    temperature = fit_temperature(logits, TO_MOOD, truth)
    some = torch.from_numpy(splits.select.pixels[:64]).unsqueeze(1).float()
    path = run.models / f"{NAME}.onnx"
    export(
        ShippedFace(network.cpu(), temperature), {"face": some}, {"face": {0: "N"}}, path, run.half
    )
    words = {**WORDS, "version": run.version, "training": made(run, training), "metrics": {}}
    session = open_session(write_card(run.models, NAME, [], words), folder=run.models)
    words["metrics"] = {**METRICS, "temperature": temperature, **report(session, splits)}
    write_card(run.models, NAME, [], words)


def made(run: Run, training: Training) -> dict[str, Any]:
    return {
        "command": command("train.emotion", run, run.fixed()),
        "seed": run.seed,
        "data_sha256": {run.data.name: sha256(run.data)},
        "minutes": round(training.minutes, 1),
    }


def main() -> None:
    run = read_knobs(Run)
    if run.evaluate:
        print(json.dumps(evaluate(run.models, NAME, run.data, run.seed), indent=2))
        return
    seed_everything(run.seed)
    torch.set_num_threads(run.threads)
    splits = load_splits(run.data, run.seed)
    print(json.dumps({"rows": {k: len(v) for k, v in vars(splits).items()}}), flush=True)
    ship(run, train(run, splits), splits)
    print(json.dumps(load_card(NAME, run.models).metrics, indent=2))


if __name__ == "__main__":
    main()
