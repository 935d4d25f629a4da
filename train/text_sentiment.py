"""Fine-tune MiniLM-L6 on GoEmotions for four moods and ship it, quantised to int8.

python -m train.text_sentiment              trains, exports to models/ and writes the card
python -m train.text_sentiment --evaluate   prints the card's figures again, from the shipped file
"""

import copy
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer
from torch import Tensor
from tqdm import tqdm  # type: ignore[import-untyped]

from models.card import load_card
from train.checkpoint import load_checkpoint, save_checkpoint, seed_everything
from train.knobs import command, plain, read_knobs
from train.measures import Floats, fit_temperature, soft_loss
from train.minilm import MoodReader, ShippedText, load_tokenizer
from train.replies import MOODS, Replies, Splits, load_splits
from train.ship import export, quantise, sha256, write_card
from train.text_card import WORDS
from train.text_figures import evaluate, figures, score

NAME = "text-minilm"
TOKENIZER = f"{NAME}.tokenizer.json"
METRICS = {
    "command": "python -m train.text_sentiment --evaluate",
    "split": "half of GoEmotions dev; it chose and fitted nothing",
}
MOST_LOST = 0.005
"""How much of any figure int8 may cost before it is refused."""
CHECKPOINT = Path(gettempdir()) / "vultus-train" / "text.pt"


@dataclass(frozen=True)
class Run:
    """Train the text model and ship it to the models folder."""

    # where things are
    data: Path = field(
        default=Path("../shared/data/text"), metadata={"help": "folder of the GoEmotions rows"}
    )
    models: Path = field(default=Path("models"), metadata={"help": "folder to ship to"})
    checkpoint: Path = field(default=CHECKPOINT, metadata={"help": "resumed from when it is there"})
    evaluate: bool = field(default=False, metadata={"help": "print the shipped model's figures"})
    version: str = field(default="1", metadata={"help": "written into the card"})
    keep_tokens: int = field(default=128, metadata={"help": "where the shipped tokenizer cuts"})
    # what is trained
    epochs: int = field(default=3, metadata={"help": "one pass is about 43,000 comments"})
    rows: int = field(default=0, metadata={"help": "train on so many random rows only, 0: all"})
    batch: int = field(default=32, metadata={"help": "comments a step"})
    rate: float = field(default=1e-4, metadata={"help": "peak learning rate of the encoder"})
    head_rate: float = field(default=1e-3, metadata={"help": "peak learning rate of the new layer"})
    warm: float = field(default=0.1, metadata={"help": "share of the steps before the peak"})
    decay: float = field(default=0.01, metadata={"help": "AdamW weight decay"})
    max_tokens: int = field(default=64, metadata={"help": "longer comments are cut here"})
    seed: int = field(default=7, metadata={"help": "of the splits and of the training"})
    # on what
    device: str = field(default="cpu", metadata={"help": "cpu or cuda"})
    threads: int = field(default=1, metadata={"help": "CPU threads"})

    def fixed(self) -> dict[str, Any]:
        """The knobs that a resumed run must share with the one that was cut off."""
        places = {
            "data",
            "models",
            "checkpoint",
            "evaluate",
            "version",
            "keep_tokens",
            "device",
            "threads",
        }
        return {key: value for key, value in plain(self).items() if key not in places}


@dataclass
class Training:
    """All that a step changes, and so all that a checkpoint holds."""

    network: MoodReader
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR
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
            "torch": torch.get_rng_state(),
            "rest": (self.epoch, self.step, self.best, self.best_weights, self.minutes),
        }

    def restore(self, state: dict[str, Any]) -> None:
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        torch.set_rng_state(state["torch"])
        self.epoch, self.step, self.best, self.best_weights, self.minutes = state["rest"]


def begin(run: Run, steps: int) -> Training:
    network = MoodReader(len(MOODS)).to(run.device)
    groups = [
        {"params": network.encoder.parameters(), "lr": run.rate},
        {"params": network.head.parameters(), "lr": run.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=run.decay)
    rising = max(1, int(run.warm * steps))

    def share(step: int) -> float:
        return min(step / rising, (steps - step) / max(1, steps - rising))

    return Training(network, optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, share))


def bucketed(lengths: list[int], batch: int, draw: np.random.Generator) -> list[list[int]]:
    """Random batches of about equal length: sort within pools of 50 batches, shuffle batches."""
    order, pool, groups = draw.permutation(len(lengths)).tolist(), 50 * batch, []
    for start in range(0, len(order), pool):
        rows = sorted(order[start : start + pool], key=lengths.__getitem__)
        groups += [rows[i : i + batch] for i in range(0, len(rows), batch)]
    return [groups[i] for i in draw.permutation(len(groups))]


def tokens(tokenizer: Tokenizer, texts: list[str], device: str) -> tuple[Tensor, Tensor]:
    coded = tokenizer.encode_batch(texts)
    ids = torch.tensor([one.ids for one in coded], device=device)
    return ids, torch.tensor([one.attention_mask for one in coded], device=device)


def batches(
    replies: Replies, tokenizer: Tokenizer, run: Run, epoch: int
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    lengths = [len(text) for text in replies.texts]
    draw = np.random.default_rng([run.seed, epoch])
    for rows in bucketed(lengths, run.batch, draw):
        ids, mask = tokens(tokenizer, [replies.texts[i] for i in rows], run.device)
        yield ids, mask, torch.from_numpy(replies.shares[rows]).float().to(run.device)


def train_epoch(run: Run, training: Training, replies: Replies, tokenizer: Tokenizer) -> None:
    """The rest of the current epoch; the state is saved every 200 steps."""
    training.network.train()
    steps = -(-len(replies) // run.batch)
    bar = tqdm(total=steps, initial=training.step, desc=f"epoch {training.epoch + 1}")
    started, mean = time.monotonic(), 1.0
    for step, batch in enumerate(batches(replies, tokenizer, run, training.epoch)):
        if step < training.step:
            continue
        mean += 0.02 * (train_step(run, training, *batch) - mean)
        training.step = step + 1
        bar.update()
        bar.set_postfix(loss=f"{mean:.3f}")
        if training.step % 200 == 0 or training.step == steps:
            training.minutes += (time.monotonic() - started) / 60
            started = time.monotonic()
            save_checkpoint(run.checkpoint, {"knobs": run.fixed(), **training.state()})
    bar.close()


def train_step(run: Run, training: Training, ids: Tensor, mask: Tensor, shares: Tensor) -> float:
    with torch.autocast(run.device, torch.bfloat16):
        logits = training.network(ids, mask)
    loss = torch.nn.functional.cross_entropy(logits.float(), shares)
    training.optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(training.network.parameters(), 1.0)
    training.optimiser.step()
    training.schedule.step()
    return loss.item()


@torch.no_grad()
def logits_of(network: MoodReader, replies: Replies, tokenizer: Tokenizer, device: str) -> Floats:
    network.eval()
    parts = []
    for start in range(0, len(replies), 64):
        ids, mask = tokens(tokenizer, list(replies.texts[start : start + 64]), device)
        parts.append(network(ids, mask).cpu())
    return torch.cat(parts).double().numpy()


def train(run: Run, splits: Splits, tokenizer: Tokenizer) -> Training:
    """The training after its last epoch; the epoch with the least loss on `select` is kept."""
    training = begin(run, run.epochs * -(-len(splits.train) // run.batch))
    saved = load_checkpoint(run.checkpoint, run.fixed())
    if saved is not None:
        training.restore(saved)
    while training.epoch < run.epochs:
        train_epoch(run, training, splits.train, tokenizer)
        logits = logits_of(training.network, splits.select, tokenizer, run.device)
        chosen = soft_loss(logits, splits.select.shares)
        if chosen < training.best:
            training.best = chosen
            training.best_weights = copy.deepcopy(training.network.state_dict())
        training.epoch, training.step = training.epoch + 1, 0
        save_checkpoint(run.checkpoint, {"knobs": run.fixed(), **training.state()})
        print(f"epoch {training.epoch}: select {chosen:.4f}", flush=True)
    return training


def ship(run: Run, training: Training, splits: Splits) -> None:
    """Fold the fitted temperature in, export, quantise, measure both files, write the card."""
    tokenizer = load_tokenizer(run.max_tokens)
    network = training.network
    network.load_state_dict(training.best_weights)
    logits = logits_of(network, splits.calibrate, tokenizer, run.device)
    single = splits.calibrate.shares.max(axis=1) == 1
    truth = splits.calibrate.shares[single].argmax(axis=1)
    temperature = fit_temperature(logits[single], np.eye(len(MOODS)), truth)
    ids, mask = tokens(tokenizer, list(splits.select.texts[:16]), "cpu")
    inputs = {"input_ids": ids, "attention_mask": mask}
    varying = {name: {0: "N", 1: "T"} for name in inputs}
    whole = run.checkpoint.with_name(f"{NAME}.float32.onnx")
    export(ShippedText(network.cpu(), temperature), inputs, varying, whole)
    quantise(whole, run.models / f"{NAME}.onnx")
    load_tokenizer(run.keep_tokens).save(str(run.models / TOKENIZER))
    words = {**WORDS, "version": run.version, "training": made(run, training), "metrics": {}}
    write_card(run.models, NAME, [TOKENIZER], words)
    words["metrics"] = {**METRICS, "temperature": temperature, **measured(run, splits, whole)}
    write_card(run.models, NAME, [TOKENIZER], words)


def measured(run: Run, splits: Splits, whole: Path) -> dict[str, Any]:
    """The shipped figures, and beside them what quantising cost; too much is refused."""
    shipped = evaluate(run.models, NAME, run.data, run.seed)
    session = onnxruntime.InferenceSession(str(whole), providers=["CPUExecutionProvider"])
    unquantised = score(session, load_tokenizer(run.keep_tokens), splits.report)
    before = figures(unquantised, splits.report, shipped["threshold"])
    cost = {
        figure: round(before[figure] - shipped["report"][figure], 4)
        for figure in ("mood_macro_f1", "mood_accuracy", "sets_macro_f1")
    }
    if max(cost.values()) > MOST_LOST:
        raise SystemExit(f"int8 loses {cost}, more than {MOST_LOST}: not shipped.")
    return {**shipped, "float32_minus_int8": cost}


def made(run: Run, training: Training) -> dict[str, Any]:
    names = [f"goemotions_group_{part}.tsv" for part in ("train", "dev")]
    return {
        "command": command("train.text_sentiment", run, run.fixed()),
        "seed": run.seed,
        "data_sha256": {name: sha256(run.data / name) for name in names},
        "minutes": round(training.minutes, 1),
    }


def main() -> None:
    run = read_knobs(Run)
    torch.set_num_threads(run.threads)
    if run.evaluate:
        print(json.dumps(evaluate(run.models, NAME, run.data, run.seed), indent=2))
        return
    seed_everything(run.seed)
    splits = load_splits(run.data, run.seed, run.rows)
    print(json.dumps({"rows": {k: len(v) for k, v in vars(splits).items()}}), flush=True)
    ship(run, train(run, splits, load_tokenizer(run.max_tokens)), splits)
    print(json.dumps(load_card(NAME, run.models).metrics, indent=2))


if __name__ == "__main__":
    main()
