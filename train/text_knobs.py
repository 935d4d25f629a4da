"""The knobs of `train.text_sentiment`, and the stages that they make."""

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from train.knobs import plain
from train.text_training import Stage

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
    version: str = field(default="2", metadata={"help": "written into the card"})
    keep_tokens: int = field(default=128, metadata={"help": "where the shipped tokenizer cuts"})
    start: Path = field(
        default=Path(), metadata={"help": "go on from this shipped file, not from MiniLM"}
    )
    still: int = field(
        default=0, metadata={"help": "lowest layers that learn nothing, nor the words below them"}
    )
    # the first stage: comments
    epochs: int = field(default=2, metadata={"help": "one pass is about 43,000 comments"})
    rows: int = field(default=0, metadata={"help": "train on so many random comments, 0: all"})
    rate: float = field(default=1.5e-4, metadata={"help": "peak learning rate of the encoder"})
    fine: float = field(default=0.2, metadata={"help": "weight of the loss over 28 emotions"})
    # the second stage: replies among comments
    reply_epochs: int = field(default=3, metadata={"help": "0 ships what the comments taught"})
    reply_rate: float = field(default=1e-4, metadata={"help": "peak learning rate of the encoder"})
    repeats: int = field(default=3, metadata={"help": "how often an epoch has each reply"})
    comments: int = field(default=12_000, metadata={"help": "comments seen again in an epoch"})
    typos: float = field(default=0.5, metadata={"help": "share of the texts retyped in a hurry"})
    # the third stage: the same with replies made by rule
    rule_epochs: int = field(default=1, metadata={"help": "0 ships what the replies taught"})
    rule_rate: float = field(default=1.2e-4, metadata={"help": "peak learning rate of the encoder"})
    rule_comments: int = field(default=8_000, metadata={"help": "comments seen again in an epoch"})
    rule_rows: int = field(default=4_500, metadata={"help": "replies made by rule"})
    rule_average: float = field(default=0.95, metadata={"help": "old weights kept, each step"})
    blend: float = field(default=1.0, metadata={"help": "share of what was learned, rest: --start"})
    # all
    batch: int = field(default=64, metadata={"help": "texts a step"})
    head_rate: float = field(default=1e-3, metadata={"help": "peak learning rate of the heads"})
    decay: float = field(default=0.01, metadata={"help": "AdamW weight decay"})
    max_tokens: int = field(default=64, metadata={"help": "longer texts are cut here"})
    seed: int = field(default=7, metadata={"help": "of the splits and of the training"})
    # on what
    device: str = field(default="cpu", metadata={"help": "cpu or cuda"})
    threads: int = field(default=1, metadata={"help": "CPU threads"})

    def fixed(self) -> dict[str, Any]:
        """The knobs that decide what is learned."""
        places = {"data", "models", "checkpoint", "evaluate", "version", "keep_tokens"}
        known = plain(self).items()
        return {key: value for key, value in known if key not in {*places, "device", "threads"}}

    def stages(self) -> tuple[Stage, Stage, Stage]:
        shared = {
            key: getattr(self, key)
            for key in ("batch", "decay", "fine", "seed", "head_rate", "device")
        }
        comments = Stage(
            name="comments", epochs=self.epochs, rate=self.rate, warm=0.15, left=0.37,
            deeper=1.0, smoothing=0.0, average=0.995, **shared,
        )  # fmt: skip
        replies = Stage(
            name="replies", epochs=self.reply_epochs, rate=self.reply_rate, warm=0.1, left=0.0,
            deeper=0.9, smoothing=0.05, average=0.98, **shared,
        )  # fmt: skip
        rules = Stage(
            name="rules", epochs=self.rule_epochs, rate=self.rule_rate, warm=0.1, left=0.0,
            deeper=1.0, smoothing=0.0, average=self.rule_average, **shared,
        )  # fmt: skip
        return comments, replies, rules
