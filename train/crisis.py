"""Train the second look: MiniLM-L6, fine-tuned and shipped as int8, and a linear model beside it.

It looks at a typed reply beside the crisis rules (safety/), which stand alone without it.

python -m train.crisis              trains, exports to models/ and writes the card
python -m bench.safety --data FILE  measures it with the rules and the rules alone
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm  # type: ignore[import-untyped]

from models.card import load_card
from safety.estimator import Estimator
from train.checkpoint import seed_everything
from train.crisis_card import NAME, RUNS, TOKENIZER, WORDS
from train.crisis_limits import doubts_of, limits_of
from train.crisis_rows import (
    CLASSES,
    PHRASINGS,
    TRAINING,
    Crises,
    amid_talk,
    fed,
    load_crises,
    ruled,
)
from train.crisis_runs import fit_runs
from train.knobs import command, plain, read_knobs
from train.measures import soft_loss
from train.minilm import MoodReader, ShippedText, load_tokenizer
from train.replies import join, training_files
from train.ship import export, quantise, sha256, write_card
from train.text_training import Stage, logits_of, tokens, train_stage

Weights = dict[str, Tensor]


@dataclass(frozen=True)
class Run:
    """Train the second look for crises and ship it to the models folder."""

    # where things are
    data: Path = field(
        default=Path("../shared/data/text"), metadata={"help": "folder of the GoEmotions rows"}
    )
    models: Path = field(default=Path("models"), metadata={"help": "folder to ship to"})
    checkpoint: Path = field(
        default=Path(gettempdir()) / "vultus-train" / "crisis.pt",
        metadata={"help": "resumed from when it is there"},
    )
    version: str = field(default="1", metadata={"help": "written into the card"})
    # what is trained on
    selecting: int = field(default=12, metadata={"help": "one family in so many only selects"})
    ordinary: int = field(default=7_000, metadata={"help": "ordinary texts in an epoch"})
    among: float = field(default=0.2, metadata={"help": "phrasings said within ordinary text"})
    typos: float = field(default=0.3, metadata={"help": "share of the texts retyped in a hurry"})
    # how
    souped: int = field(default=1, metadata={"help": "trainings whose weights are averaged"})
    epochs: int = field(default=4, metadata={"help": "passes over the phrasings"})
    batch: int = field(default=32, metadata={"help": "texts a step"})
    rate: float = field(default=1.5e-4, metadata={"help": "peak learning rate of the encoder"})
    head_rate: float = field(default=1e-3, metadata={"help": "peak learning rate of the head"})
    decay: float = field(default=0.01, metadata={"help": "AdamW weight decay"})
    deeper: float = field(default=0.9, metadata={"help": "each lower layer learns so much slower"})
    smoothing: float = field(default=0.05, metadata={"help": "of the classes"})
    average: float = field(default=0.99, metadata={"help": "old weights kept, each step"})
    max_tokens: int = field(default=96, metadata={"help": "longer texts are cut here"})
    seed: int = field(default=7, metadata={"help": "of the families and of the training"})
    # on what
    device: str = field(default="cpu", metadata={"help": "cpu or cuda"})
    threads: int = field(default=1, metadata={"help": "CPU threads"})

    def fixed(self) -> set[str]:
        """The knobs that make a run what it is."""
        places = {"data", "models", "checkpoint", "device", "threads"}
        return {name for name in plain(self) if name not in places}

    def stage(self, seed: int) -> Stage:
        return Stage(
            name="crises",
            epochs=self.epochs,
            batch=self.batch,
            rate=self.rate,
            head_rate=self.head_rate,
            warm=0.1,
            left=0.02,
            decay=self.decay,
            deeper=self.deeper,
            smoothing=self.smoothing,
            fine=0.0,
            average=self.average,
            seed=seed,
            device=self.device,
        )


def train(run: Run, crises: Crises) -> tuple[MoodReader, float]:
    """The mean of the weights of `souped` trainings (Wortsman et al., 2022), and their minutes."""
    weights, minutes = [], 0.0
    for seed in range(run.seed, run.seed + run.souped):
        network, took = train_one(run, crises, seed)
        weights.append(network.state_dict())
        minutes += took
    network.load_state_dict(soup(weights))
    print(f"souped: select {select_loss(run, crises, network):.4f}", flush=True)
    return network, minutes


def soup(weights: Sequence[Weights]) -> Weights:
    """The mean of each, by its name; whole numbers as the first has them."""
    first = weights[0]
    return {
        name: torch.stack([one[name] for one in weights]).mean(dim=0)
        if first[name].is_floating_point()
        else first[name]
        for name in first
    }


def train_one(run: Run, crises: Crises, seed: int) -> tuple[MoodReader, float]:
    """The network of the epoch with the least loss on `select`, and the minutes it took.

    Each begins with the same head; the seed orders the rows and what is done to them.
    """
    torch.manual_seed(run.seed)
    network = MoodReader(len(CLASSES)).to(run.device)

    def rows(epoch: int) -> Any:
        return fed(crises, run.ordinary, run.among, run.typos, [seed, epoch])

    def chosen(reader: MoodReader) -> float:
        return select_loss(run, crises, reader)

    tokenizer = load_tokenizer(run.max_tokens)
    checkpoint = run.checkpoint.with_stem(f"{run.checkpoint.stem}-{seed}")
    training = train_stage(run.stage(seed), network, rows, chosen, tokenizer, checkpoint)
    return network, training.minutes


def select_loss(run: Run, crises: Crises, reader: MoodReader) -> float:
    """What the rows that select say of a network: the less the better."""
    logits = logits_of(reader, crises.select, load_tokenizer(run.max_tokens), run.device)
    return soft_loss(logits, crises.select.shares)


def ship(run: Run, network: MoodReader, minutes: float, crises: Crises) -> None:
    """Export, quantise, fit the linear model, set the limits with these files, write the card."""
    ids, mask = tokens(load_tokenizer(run.max_tokens), crises.select.texts[:16], "cpu")
    inputs = {"input_ids": ids, "attention_mask": mask}
    whole = run.checkpoint.with_name(f"{NAME}.float32.onnx")
    varying = {name: {0: "N", 1: "T"} for name in inputs}
    export(ShippedText(network.cpu(), 1.0), inputs, varying, whole)
    quantise(whole, run.models / f"{NAME}.onnx")
    linear = join([crises.train, fed(crises, run.ordinary, run.among, run.typos, [run.seed, 0])])
    fit_runs(linear, run.seed).save(run.models / RUNS)
    words = {**WORDS, "version": run.version, "training": made(run, minutes), "metrics": {}}
    write_card(run.models, NAME, [TOKENIZER, RUNS], words)
    words["metrics"] = measured(run, crises)
    write_card(run.models, NAME, [TOKENIZER, RUNS], words)


def measured(run: Run, crises: Crises) -> dict[str, Any]:
    """The limits, and what they give on the rows that chose them, read as the service does."""
    estimator = Estimator.read(run.models)
    talked = amid_talk(crises, [run.seed, run.epochs])
    select, *others, amid = (
        np.array([estimator.probabilities(text) for text in tqdm(rows.texts, "reading")])
        for rows in (crises.select, crises.held_out, crises.clinical_held_out, talked)
    )
    metrics = limits_of(select, crises.select.shares.argmax(axis=1), *others)
    both = join([crises.select, talked])
    doubts = doubts_of(
        np.concatenate([select, amid]), both.shares.argmax(axis=1), ruled(both.texts)
    )
    metrics["thresholds"]["doubted"] = {name: one["limit"] for name, one in doubts.items()}
    return {**metrics, "doubted": doubts}


def made(run: Run, minutes: float) -> dict[str, Any]:
    files = [run.data / f"goemotions_group_{part}.tsv" for part in ("train", "dev")]
    files += [*(PHRASINGS / name for name in TRAINING), *training_files()]
    return {
        "command": command("train.crisis", run, run.fixed()),
        "seed": run.seed,
        "data_sha256": {file.name: sha256(file) for file in files},
        "minutes": round(minutes, 1),
    }


def main() -> None:
    run = read_knobs(Run)
    torch.set_num_threads(run.threads)
    seed_everything(run.seed)
    crises = load_crises(run.data, run.seed, run.selecting)
    counts = {
        name: np.bincount(rows.shares.argmax(axis=1), minlength=3).tolist()
        for name, rows in vars(crises).items()
    }
    print(json.dumps(counts), flush=True)
    network, minutes = train(run, crises)
    ship(run, network, minutes, crises)
    print(json.dumps(load_card(NAME, run.models).metrics, indent=2))


if __name__ == "__main__":
    main()
