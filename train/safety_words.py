"""`python -m train.safety_words`: the real words that the crisis rules must not take for slips.

Of all words that the shipped text model's tokenizer knows, those close enough to a word of a rule
to be corrected to it go to safety/languages/en.words.txt. Words put there by hand stay.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from safety.language import FOLDER, meant_words, named_words
from safety.spelling import Spelling

TOKENIZER = Path(__file__).resolve().parent.parent / "models" / "text-minilm.tokenizer.json"
LANGUAGE = "en"
SHORTEST = 3


def main() -> None:
    """Write the list anew."""
    body: dict[str, Any] = yaml.safe_load((FOLDER / f"{LANGUAGE}.yml").read_text("utf-8"))
    vocabulary = json.loads(TOKENIZER.read_text("utf-8"))["model"]["vocab"]
    real = {word for word in vocabulary if word.isascii() and word.isalpha()}
    named = named_words(body)
    spelling = Spelling(meant_words(body), named)
    changed = {word for word in real - named if spelling.corrected(word) != (word,)}
    path = FOLDER / f"{LANGUAGE}.words.txt"
    kept = {word for word in path.read_text("utf-8").split() if word not in real}
    words = sorted(word for word in changed | kept if len(word) >= SHORTEST and word not in SLIPS)
    path.write_text("\n".join(words) + "\n", "utf-8")
    print(f"{len(words)} words in {path.name}")


SLIPS = frozenset({"liv", "lfe", "ned", "ded"})
"""In the tokenizer's vocabulary, and yet slips more often than words here."""


if __name__ == "__main__":
    main()
