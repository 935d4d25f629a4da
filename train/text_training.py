"""One stage of the text training: steps, the average of the weights, the epoch that is kept."""

import copy
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from tqdm import tqdm  # type: ignore[import-untyped]

from train.checkpoint import load_checkpoint, save_checkpoint
from train.measures import Floats
from train.minilm import MoodReader
from train.replies import Replies

AVERAGED_EVERY = 8
"""Steps between two updates of the running average of the weights."""


@dataclass(frozen=True)
class Stage:
    """The knobs of one stage; a resumed one must have the same."""

    name: str
    epochs: int
    batch: int
    rate: float
    head_rate: float
    warm: float
    """Share of the steps before the peak."""
    left: float
    """Share of the peak rate that is left after the last step."""
    decay: float
    deeper: float
    """Each layer below the last learns this much slower."""
    smoothing: float
    fine: float
    """Weight of the loss over GoEmotions' 28 emotions."""
    average: float
    """Share of the old weights in the running average, each step; 0 keeps the last ones."""
    seed: int
    device: str = field(default="cpu", compare=False)


@dataclass
class Training:
    """All that a step changes, and so all that a checkpoint holds."""

    network: MoodReader
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR
    averaged: dict[str, Tensor]
    epoch: int = 0
    step: int = 0
    """Steps done within the epoch that was cut off."""
    best: float = float("inf")
    best_weights: dict[str, Tensor] = field(default_factory=dict)
    minutes: float = 0.0

    def state(self) -> dict[str, Any]:
        return {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "averaged": self.averaged,
            "torch": torch.get_rng_state(),
            "rest": (self.epoch, self.step, self.best, self.best_weights, self.minutes),
        }

    def restore(self, state: dict[str, Any]) -> None:
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.averaged = state["averaged"]
        torch.set_rng_state(state["torch"])
        self.epoch, self.step, self.best, self.best_weights, self.minutes = state["rest"]


Epoch = Callable[[int], Replies]
"""The rows of an epoch, by its number from 0."""
Chosen = Callable[[MoodReader], float]
"""What the select rows say of a network: the least is kept."""


def train_stage(
    stage: Stage,
    network: MoodReader,
    rows: Epoch,
    chosen: Chosen,
    tokenizer: Tokenizer,
    checkpoint: Path,
) -> Training:
    """The stage after its last epoch; `network` holds the averaged weights of the best one."""
    torch.manual_seed(stage.seed)
    training = begin(stage, network, -(-len(rows(0)) // stage.batch) * stage.epochs)
    saved = load_checkpoint(checkpoint, vars(stage))
    if saved is not None:
        training.restore(saved)
    while training.epoch < stage.epochs:
        train_epoch(stage, training, rows(training.epoch), tokenizer, checkpoint)
        judge(training, chosen)
        training.epoch, training.step = training.epoch + 1, 0
        save_checkpoint(checkpoint, {"knobs": vars(stage), **training.state()})
    network.load_state_dict(training.best_weights)
    return training


def begin(stage: Stage, network: MoodReader, steps: int) -> Training:
    optimiser = torch.optim.AdamW(groups(stage, network), weight_decay=stage.decay, fused=True)
    rising = max(1, round(stage.warm * steps))

    def share(step: int) -> float:
        fallen = max(0, step - rising) / max(1, steps - rising)
        return min(step / rising, 1 - (1 - stage.left) * fallen)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, share)
    return Training(network, optimiser, schedule, copy.deepcopy(network.state_dict()))


def groups(stage: Stage, network: MoodReader) -> list[dict[str, Any]]:
    """The encoder's layers from last to first, each slower than the one above, then the heads."""
    layers = [network.encoder.embeddings, *network.encoder.encoder.layer]
    rates = [stage.rate * stage.deeper**depth for depth in range(len(layers))]
    encoder = [
        {"params": list(layer.parameters()), "lr": rate}
        for layer, rate in zip(reversed(layers), rates, strict=True)
    ]
    heads = [*network.head.parameters(), *network.fine.parameters()]
    return [*encoder, {"params": heads, "lr": stage.head_rate}]


def judge(training: Training, chosen: Chosen) -> None:
    """Keep the averaged weights where they are the best so far."""
    last = copy.deepcopy(training.network.state_dict())
    training.network.load_state_dict(training.averaged)
    found = chosen(training.network)
    print(f"epoch {training.epoch + 1}: select {found:.4f}", flush=True)
    if found < training.best:
        training.best, training.best_weights = found, copy.deepcopy(training.averaged)
    training.network.load_state_dict(last)


def bucketed(lengths: list[int], batch: int, draw: np.random.Generator) -> list[list[int]]:
    """Random batches of about equal length: sort within pools of 50 batches, shuffle batches."""
    order, pool, found = draw.permutation(len(lengths)).tolist(), 50 * batch, []
    for start in range(0, len(order), pool):
        rows = sorted(order[start : start + pool], key=lengths.__getitem__)
        found += [rows[i : i + batch] for i in range(0, len(rows), batch)]
    return [found[i] for i in draw.permutation(len(found))]


def batches(replies: Replies, stage: Stage, epoch: int) -> Iterator[Replies]:
    lengths = [len(text) for text in replies.texts]
    draw = np.random.default_rng([stage.seed, epoch])
    for rows in bucketed(lengths, stage.batch, draw):
        yield replies.rows(np.array(rows))


def train_epoch(
    stage: Stage, training: Training, replies: Replies, tokenizer: Tokenizer, checkpoint: Path
) -> None:
    """The rest of the current epoch; the state is saved every 200 steps."""
    training.network.train()
    steps = -(-len(replies) // stage.batch)
    bar = tqdm(total=steps, initial=training.step, desc=f"{stage.name} {training.epoch + 1}")
    started, mean = time.monotonic(), 1.0
    for step, batch in enumerate(batches(replies, stage, training.epoch)):
        if step < training.step:
            continue
        mean += 0.02 * (train_step(stage, training, batch, tokenizer) - mean)
        training.step = step + 1
        bar.update()
        bar.set_postfix(loss=f"{mean:.3f}")
        if training.step % 200 == 0 or training.step == steps:
            training.minutes += (time.monotonic() - started) / 60
            started = time.monotonic()
            save_checkpoint(checkpoint, {"knobs": vars(stage), **training.state()})
    bar.close()


def train_step(stage: Stage, training: Training, batch: Replies, tokenizer: Tokenizer) -> float:
    network = training.network
    loss = loss_of(stage, network, batch, tokenizer)
    training.optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    training.optimiser.step()
    training.schedule.step()
    if (training.step + 1) % AVERAGED_EVERY == 0:
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                training.averaged[name].lerp_(value, 1 - stage.average**AVERAGED_EVERY)
    return loss.item()


def loss_of(stage: Stage, network: MoodReader, batch: Replies, tokenizer: Tokenizer) -> Tensor:
    """Cross-entropy of the moods, and of the 28 emotions for the rows that have them."""
    ids, mask = tokens(tokenizer, batch.texts, stage.device)
    with torch.autocast(stage.device, torch.bfloat16):
        read = network.read(ids, mask)
        moods, emotions = network.head(read).float(), network.fine(read).float()
    shares = torch.from_numpy(batch.shares).float().to(stage.device)
    loss = cross_entropy(moods, shares, label_smoothing=stage.smoothing)
    known = batch.fine.any(axis=1)
    if stage.fine and known.any():
        truth = torch.from_numpy(batch.fine[known]).float().to(stage.device)
        rows = torch.from_numpy(known)
        loss = loss + stage.fine * binary_cross_entropy_with_logits(emotions[rows], truth) * 28
    return loss


def tokens(tokenizer: Tokenizer, texts: tuple[str, ...], device: str) -> tuple[Tensor, Tensor]:
    coded = tokenizer.encode_batch(list(texts))
    ids = torch.tensor([one.ids for one in coded], device=device)
    return ids, torch.tensor([one.attention_mask for one in coded], device=device)


@torch.no_grad()
def logits_of(network: MoodReader, replies: Replies, tokenizer: Tokenizer, device: str) -> Floats:
    network.eval()
    parts = []
    for start in range(0, len(replies), 64):
        ids, mask = tokens(tokenizer, replies.texts[start : start + 64], device)
        parts.append(network(ids, mask).cpu())
    return torch.cat(parts).double().numpy()
