"""The loop that trains every face network: one-cycle AdamW, soft labels, averaged weights."""

import copy
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from tqdm import tqdm  # type: ignore[import-untyped]

from train.checkpoint import load_checkpoint, save_checkpoint
from train.faces import Faces
from train.measures import Floats, soft_loss

Prepare = Callable[[Tensor, torch.Generator], tuple[Tensor, Tensor]]
"""Pixels [N, 1, 48, 48] of 0..255, changed by chance: as the network sees them, and as a teacher
does, both of 0..255."""
Teacher = Callable[[Tensor], Tensor]
"""What a teacher says of faces scaled to -1..1: [N, labels] probabilities."""


@dataclass(frozen=True)
class Course:
    """How a network is taught; the knobs that a resumed training must share are in `fixed`."""

    epochs: int
    batch: int
    rate: float
    decay: float
    average: float
    settle: int
    seed: int
    device: str
    checkpoint: Path
    fixed: dict[str, Any]
    prepare: Prepare
    view: Callable[[Tensor], Tensor]
    """Pixels as the network sees them when nothing is left to chance, scaled to -1..1."""
    teacher: Teacher | None = None
    trust: float = 0.0
    """Share of the loss that the teacher's word makes; the rest is the votes'."""


@dataclass
class Training:
    """All that a step changes, and so all that a checkpoint holds."""

    network: nn.Module
    averaged: nn.Module
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


def train(course: Course, network: nn.Module, faces: Faces, select: Faces) -> Training:
    """The training after its last epoch; the epoch with the least loss on `select` is kept."""
    training = begin(course, network, len(faces) // course.batch)
    saved = load_checkpoint(course.checkpoint, course.fixed)
    if saved is not None:
        training.restore(saved)
    while training.epoch < course.epochs:
        started = time.monotonic()
        loss = train_epoch(course, training, faces)
        settle(course, training.averaged, faces)
        chosen = soft_loss(logits_of(course, training.averaged, select), select.votes)
        training.epoch += 1
        training.minutes += (time.monotonic() - started) / 60
        if chosen < training.best:
            training.best = chosen
            training.best_weights = copy.deepcopy(training.averaged.state_dict())
        save_checkpoint(course.checkpoint, {"knobs": course.fixed, **training.state()})
        print(f"epoch {training.epoch}: loss {loss:.4f}, select {chosen:.4f}", flush=True)
    return training


def begin(course: Course, network: nn.Module, steps: int) -> Training:
    network = network.to(course.device)
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimiser = torch.optim.AdamW(network.parameters(), lr=course.rate, weight_decay=course.decay)
    return Training(
        network=network,
        averaged=copy.deepcopy(network).eval(),
        optimiser=optimiser,
        schedule=torch.optim.lr_scheduler.OneCycleLR(
            optimiser, course.rate, total_steps=course.epochs * steps
        ),
        draw=torch.Generator().manual_seed(course.seed),
    )


def train_epoch(course: Course, training: Training, faces: Faces) -> float:
    training.network.train()
    total, steps = 0.0, len(faces) // course.batch
    bar = tqdm(
        batches(course, faces, training.draw), total=steps, desc=f"epoch {training.epoch + 1}"
    )
    for step, (pixels, votes) in enumerate(bar, start=1):
        seen, clear = course.prepare(pixels, training.draw)
        truth = taught(course, scaled(clear).to(course.device), votes.to(course.device))
        loss = train_step(course, training, scaled(seen).to(course.device), truth)
        total += loss
        bar.set_postfix(loss=f"{total / step:.3f}")
    return total / steps


def train_step(course: Course, training: Training, inputs: Tensor, truth: Tensor) -> float:
    with torch.autocast(course.device, torch.bfloat16):
        logits = training.network(inputs.contiguous(memory_format=torch.channels_last))
    loss = torch.nn.functional.cross_entropy(logits.float(), truth)
    training.optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    training.optimiser.step()
    training.schedule.step()
    follow(training, course.average)
    return loss.item()


@torch.no_grad()
def taught(course: Course, inputs: Tensor, votes: Tensor) -> Tensor:
    """[N, labels] what is to be learned: the votes, mixed with what the teacher says."""
    if course.teacher is None:
        return votes
    return torch.lerp(votes, course.teacher(inputs), course.trust)


def batches(course: Course, faces: Faces, draw: torch.Generator) -> Iterator[tuple[Tensor, Tensor]]:
    """One pass in random order; the last, smaller batch is left for another pass."""
    order = torch.randperm(len(faces), generator=draw).numpy()
    for start in range(0, len(order) - course.batch + 1, course.batch):
        rows = order[start : start + course.batch]
        pixels = torch.from_numpy(faces.pixels[rows]).unsqueeze(1).float()
        yield pixels, torch.from_numpy(faces.votes[rows]).float()


def plain_batches(course: Course, faces: Faces, rows: int) -> Iterator[Tensor]:
    """The first `rows` faces in order, as the network sees them without chance."""
    for start in range(0, rows, 256):
        part = torch.from_numpy(faces.pixels[start : min(start + 256, rows)])
        yield course.view(part.unsqueeze(1).float()).to(course.device)


@torch.no_grad()
def follow(training: Training, keep: float) -> None:
    """Move the averaged weights a little towards the trained ones; faster in the first steps."""
    step = training.schedule.last_epoch
    share = 1 - min(keep, (1 + step) / (10 + step))
    pairs = zip(training.averaged.parameters(), training.network.parameters(), strict=True)
    for mean, new in pairs:
        mean.lerp_(new, share)


@torch.no_grad()
def settle(course: Course, network: nn.Module, faces: Faces) -> None:
    """Measure the normalisation's means again: those of the trained weights do not fit averages."""
    for layer in network.modules():
        if isinstance(layer, torch.nn.modules.batchnorm._BatchNorm):
            layer.reset_running_stats()
            layer.momentum = None  # a plain mean over all batches
    network.train()
    for part in plain_batches(course, faces, course.settle):
        network(part)
    network.eval()


@torch.no_grad()
def logits_of(course: Course, network: nn.Module, faces: Faces) -> Floats:
    network.eval()
    logits = [network(part).cpu() for part in plain_batches(course, faces, len(faces))]
    return torch.cat(logits).double().numpy()


def scaled(face: Tensor) -> Tensor:
    """Grey pixels 0..255 to the networks' range -1..1."""
    return face / 127.5 - 1.0
