"""Write a Hugging Face sequence-classification model as ONNX, check it against torch, quantise it.

python -m train.export_text FOLDER TO     what went wrong is one sentence on stdout, exit code 2
"""

import os
import sys
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"  # all that is needed lies in the folder

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from sentiment.mood import MAX_TOKENS
from train.exported import FLOAT32, INT8, TOKENIZER, Exported, write_report
from train.measures import Floats
from train.ship import export, quantise

CANNOT = 2
TOLERANCE = 1e-3
LARGEST = 450_000_000
"""Parameters; more do not fit ONNX's 2 GB in float32."""
RESERVED = 2
"""Positions that RoBERTa and its kin keep for themselves."""
PROBES = (
    "ok",
    "Not bad at all, thank you 🙂",
    "I can't say I'm happy: my hands shook all night & I slept 3 hours.",
    "Σήμερα νιώθω καλύτερα, αλλά κουράζομαι εύκολα.",
    "Oggi mi sento un po' giù, ma la passeggiata è stata bella.",
    "Astăzi mă simt mai bine, însă oboseala nu trece.",
    "The stiffness comes back every morning and nothing that I try seems to help. " * 20,
)
"""From one word to more than any model reads, in the pilots' languages; nobody's words."""


class Probabilities(nn.Module):
    """Word ids in, probabilities of the labels out."""

    def __init__(self, network: nn.Module, independent: bool) -> None:
        super().__init__()
        self.network, self.independent = network, independent

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        logits = self.network(input_ids=input_ids, attention_mask=attention_mask).logits
        if not self.independent:
            return torch.softmax(logits, dim=1)
        shares = torch.sigmoid(logits)  # each label on its own: what they share out is 1
        return shares / shares.sum(dim=1, keepdim=True)


def main(folder: Path, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    network, theirs = opened(folder)
    parameters = sum(one.numel() for one in network.parameters())
    if parameters > LARGEST:
        raise SystemExit(f"The model has {parameters:,} parameters, more than {LARGEST:,}.")
    tokenizer = shipped_tokenizer(theirs, network.config)
    tokenizer.save(str(to / TOKENIZER))
    module = Probabilities(network, network.config.problem_type == "multi_label_classification")
    export(module, padded(theirs), AXES, to / FLOAT32, tolerance=TOLERANCE)
    quantise(to / FLOAT32, to / INT8)
    coded = [checked_ids(text, tokenizer, theirs) for text in PROBES]
    before, after = (scored(to / file, coded) for file in (FLOAT32, INT8))
    gap = float(np.abs(before - in_torch(module, coded)).max())
    if not gap <= TOLERANCE:
        raise SystemExit(f"ONNX differs from torch by {gap:.2g}, more than {TOLERANCE:g}.")
    write_report(
        to,
        Exported(
            vocabulary=tokenizer.get_vocab_size(),
            parameters=parameters,
            max_tokens=limit_of(tokenizer),
            torch_gap=gap,
            int8_gap=float(np.abs(before - after).max()),
            probes=len(PROBES),
        ),
    )


def opened(folder: Path) -> tuple[Any, Any]:
    """The network and its own tokenizer."""
    network = AutoModelForSequenceClassification.from_pretrained(
        folder, attn_implementation="eager", dtype=torch.float32
    )
    theirs = AutoTokenizer.from_pretrained(folder)
    if not theirs.is_fast:
        raise SystemExit("The model's tokenizer exists in Python only; one in Rust is needed.")
    return network.eval(), theirs


def shipped_tokenizer(theirs: Any, config: Any) -> Tokenizer:
    """The same tokenizer without transformers, cutting where the model's positions end."""
    tokenizer = Tokenizer.from_str(theirs.backend_tokenizer.to_str())
    positions = getattr(config, "max_position_embeddings", None) or MAX_TOKENS + RESERVED
    limit = min(MAX_TOKENS, int(theirs.model_max_length), positions - RESERVED)
    tokenizer.no_padding()
    tokenizer.enable_truncation(limit)
    return tokenizer


AXES = {name: {0: "N", 1: "T"} for name in ("input_ids", "attention_mask")}


def padded(theirs: Any) -> dict[str, Tensor]:
    """Two probes of different length as one batch, to trace the network with."""
    if theirs.pad_token is None:
        raise SystemExit("The model's tokenizer has no padding token.")
    coded = theirs(list(PROBES[1:3]), padding=True, return_tensors="pt")
    return {name: coded[name] for name in AXES}


def limit_of(tokenizer: Tokenizer) -> int:
    """The most tokens of a text that are read."""
    return int((tokenizer.truncation or {})["max_length"])


def checked_ids(text: str, tokenizer: Tokenizer, theirs: Any) -> list[int]:
    """Word ids by the shipped tokenizer, which must be those of the model's own."""
    ids: list[int] = tokenizer.encode(text).ids
    if ids != theirs(text, truncation=True, max_length=limit_of(tokenizer))["input_ids"]:
        raise SystemExit("The exported tokenizer splits words in another way than the model's own.")
    return ids


def scored(path: Path, coded: list[list[int]]) -> Floats:
    """[probes, labels] as the service scores: one text at a time, nothing padded."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    feeds = (np.array([ids], np.int64) for ids in coded)
    found = [
        session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0]
        for ids in feeds
    ]
    return np.concatenate(found).astype(np.float64)


@torch.no_grad()
def in_torch(module: nn.Module, coded: list[list[int]]) -> Floats:
    found = [module(ids, torch.ones_like(ids)) for ids in (torch.tensor([one]) for one in coded)]
    return torch.cat(found).double().numpy()


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except SystemExit as end:
        print(end.code)
        raise SystemExit(CANNOT) from None
    except (OSError, ValueError) as fault:  # what transformers raises for a folder it cannot read
        print(str(fault).strip().splitlines()[0])
        raise SystemExit(CANNOT) from None
