"""Makes small sequence-classification models with drawn weights; runs in the training environment.

python tests/cli/tiny_text_models.py FOLDER     one folder each: bert, xlm-r, several
"""

import json
import string
import sys
from pathlib import Path
from typing import Any

import torch
from sentencepiece import SentencePieceTrainer
from transformers import (
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
    BertTokenizerFast,
    XLMRobertaConfig,
    XLMRobertaForSequenceClassification,
)

TEXTS = ("ok", "my hands shook all night", "not bad at all, thank you", "a b c d e f g " * 30)
SENTENCES = (*TEXTS, "Σήμερα νιώθω καλύτερα", "Oggi mi sento un po' giù", "Astăzi mă simt bine")
SIZE = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
}
CUT = 64
"""Positions of the BERT models; their last two are left alone."""


def main(folder: Path) -> None:
    bert(folder / "bert", {"num_labels": 3})
    names = ("joy", "sadness", "calm", "doubt")
    several = {"problem_type": "multi_label_classification", "id2label": dict(enumerate(names))}
    bert(folder / "several", several)
    xlm_r(folder / "xlm-r")


def bert(folder: Path, more: dict[str, Any]) -> None:
    """BERT with a vocabulary of letters; its page states a licence."""
    folder.mkdir(parents=True)
    letters = [*string.ascii_lowercase, *(f"##{one}" for one in string.ascii_lowercase)]
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words = [*special, *letters, ",", "not", "bad", "night"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    (folder / "README.md").write_text("---\nlicense: cc-by-4.0\n---\n", encoding="utf-8")
    config = BertConfig(vocab_size=len(words), max_position_embeddings=CUT, **SIZE, **more)
    keep(BertForSequenceClassification(config), folder, CUT - 2)


def xlm_r(folder: Path) -> None:
    """XLM-RoBERTa as many are published: a SentencePiece vocabulary and no tokenizer.json."""
    folder.mkdir()
    vocabulary = folder / "sentencepiece.bpe"
    SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 20), model_prefix=str(vocabulary), vocab_size=50
    )
    vocabulary.with_suffix(".bpe.vocab").unlink()
    labels = {0: "Negative", 1: "Neutral", 2: "Positive"}
    config = XLMRobertaConfig(vocab_size=80, max_position_embeddings=514, id2label=labels, **SIZE)
    keep(XLMRobertaForSequenceClassification(config), folder, 128)


def keep(network: Any, folder: Path, max_tokens: int) -> None:
    """Save the model, and beside it what torch makes of TEXTS."""
    network.apply(widen)
    network.eval().save_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    found = []
    for text in TEXTS:
        coded = tokenizer(text, truncation=True, max_length=max_tokens, return_tensors="pt")
        with torch.no_grad():
            logits = network(coded["input_ids"], coded["attention_mask"]).logits
        found.append(logits[0].tolist())
    made = {"texts": TEXTS, "logits": found}
    (folder / "in_torch.json").write_text(json.dumps(made), encoding="utf-8")


def widen(layer: torch.nn.Module) -> None:
    """Larger weights than a fresh model's, so that texts get probabilities that differ."""
    if isinstance(layer, torch.nn.Linear | torch.nn.Embedding):
        layer.weight.data.normal_(std=0.25)


if __name__ == "__main__":
    torch.manual_seed(5)
    main(Path(sys.argv[1]))
