"""Fine-tune MiniLM-L6 to tell explicit, veiled and no crisis apart, and ship it as int8.

It looks at a typed reply beside the crisis rules (safety/), which stay the floor.

python -m train.crisis              trains, exports to models/ and writes the card
python -m bench.safety --data FILE  measures it with the rules and the rules alone
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from models.card import load_card, open_session
from train.checkpoint import seed_everything
from train.crisis_card import NAME, TOKENIZER, WORDS
from train.crisis_limits import limits_of
from train.crisis_rows import CLASSES, PHRASINGS, TRAINING, Crises, fed, load_crises
from train.knobs import command, plain, read_knobs
from train.measures import soft_loss
from train.minilm import MoodReader, ShippedText, load_tokenizer
from train.replies import training_files
from train.ship import export, quantise, sha256, write_card
from train.text_figures import score
from train.text_training import Stage, logits_of, tokens, train_stage


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

    def stage(self) -> Stage:
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
            seed=self.seed,
            device=self.device,
        )


def train(run: Run, crises: Crises) -> tuple[MoodReader, float]:
    """The network of the epoch with the least loss on `select`, and the minutes it all took."""
    tokenizer = load_tokenizer(run.max_tokens)
    network = MoodReader(len(CLASSES)).to(run.device)

    def rows(epoch: int) -> Any:
        return fed(crises, run.ordinary, run.among, run.typos, [run.seed, epoch])

    def chosen(reader: MoodReader) -> float:
        return soft_loss(
            logits_of(reader, crises.select, tokenizer, run.device), crises.select.shares
        )

    training = train_stage(run.stage(), network, rows, chosen, tokenizer, run.checkpoint)
    return network, training.minutes


def ship(run: Run, network: MoodReader, minutes: float, crises: Crises) -> None:
    """Export, quantise, set the limits with the int8 file, write the card."""
    ids, mask = tokens(load_tokenizer(run.max_tokens), crises.select.texts[:16], "cpu")
    inputs = {"input_ids": ids, "attention_mask": mask}
    whole = run.checkpoint.with_name(f"{NAME}.float32.onnx")
    varying = {name: {0: "N", 1: "T"} for name in inputs}
    export(ShippedText(network.cpu(), 1.0), inputs, varying, whole)
    quantise(whole, run.models / f"{NAME}.onnx")
    words = {**WORDS, "version": run.version, "training": made(run, minutes), "metrics": {}}
    write_card(run.models, NAME, [TOKENIZER], words)
    session = open_session(load_card(NAME, run.models), folder=run.models)
    words["metrics"] = measured(run, session, crises)
    write_card(run.models, NAME, [TOKENIZER], words)


def measured(run: Run, session: onnxruntime.InferenceSession, crises: Crises) -> dict[str, Any]:
    """The limits, and what they give on the rows that chose them."""
    tokenizer = Tokenizer.from_file(str(run.models / TOKENIZER))
    tokenizer.enable_truncation(run.max_tokens)
    tokenizer.enable_padding(pad_id=0, pad_token="[PAD]")
    select, *others = (
        score(session, tokenizer, one)
        for one in (crises.select, crises.held_out, crises.clinical_held_out)
    )
    return limits_of(select, crises.select.shares.argmax(axis=1), *others)


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
