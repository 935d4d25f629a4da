"""`python -m train.safety_words --language TAG`: real words that the rules must not take for slips.

Of all words of the list that the language's file names (`word_list`: the shipped text model's
tokenizer, or `wordfreq`), those close enough to a word of a rule to be corrected to it go to
safety/languages/<tag>.words.txt. Words put there by hand stay.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from safety.language import DEFAULT, FOLDER, meant_words, named_words, read_file
from safety.spelling import QWERTY, Spelling

MODELS = Path(__file__).resolve().parent.parent / "models"
WORDFREQ = "wordfreq"
MOST = 50_000
"""Of a list by frequency; rarer ones hold as many slips as words."""
SHORTEST = 3


def main() -> None:
    """Write the list anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", default=DEFAULT, help="a file of safety/languages/")
    tag: str = parser.parse_args().language
    _, body, writing = read_file(tag)
    slips = {writing.evened(word) for word in body.get("slips", "").split()}
    real = {writing.evened(word): word for word in reversed(_real(body["word_list"], tag))}
    named = named_words(body, writing)
    rows = body.get("keyboard", QWERTY)
    spelling = Spelling(meant_words(body, writing), named, body["small"].split(), rows)
    changed = {
        word
        for seen, word in real.items()
        if seen not in named | slips and spelling.corrected(seen) != (seen,)
    }
    path = FOLDER / f"{tag}.words.txt"
    before = path.read_text("utf-8").split() if path.exists() else []
    kept = {word for word in before if writing.evened(word) not in real}
    words = sorted(
        word
        for word in changed | kept
        if len(word) >= SHORTEST and writing.evened(word) not in slips
    )
    path.write_text("\n".join(words) + "\n", "utf-8")
    print(f"{len(words)} words in {path.name}")


def _real(source: str, tag: str) -> list[str]:
    """The words of the list, the most frequent first."""
    if source == WORDFREQ:
        from wordfreq import top_n_list

        return [word for word in top_n_list(tag, MOST) if word.isalpha()]
    vocabulary = json.loads((MODELS / source).read_text("utf-8"))["model"]["vocab"]
    return [word for word in vocabulary if word.isascii() and word.isalpha()]


if __name__ == "__main__":
    main()
