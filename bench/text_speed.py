"""How long a text model takes for one reply of about twenty tokens, on one thread."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Any

import numpy as np

from sentiment.mood import TextModel

TOKENS = 20
REPLIES = 200
WARM = 20


def speed(model: TextModel, texts: Sequence[str]) -> dict[str, Any]:
    """Milliseconds a reply, tokenizer included, as the service scores it: one at a time."""
    replies = list(islice(replies_of(model, texts), WARM + REPLIES))
    found = [_timed(model, reply) for reply in replies][WARM:]
    ms = [one for one, _ in found]
    return {
        "threads": 1,
        "replies": len(found),
        "tokens_median": float(np.median([tokens for _, tokens in found])),
        "ms_median": round(float(np.median(ms)), 3),
        "ms_p95": round(float(np.percentile(ms, 95)), 3),
    }


def replies_of(model: TextModel, texts: Sequence[str], tokens: int = TOKENS) -> Iterator[str]:
    """Replies without end of at least so many tokens, made of the texts' words in their order."""
    words: list[str] = []
    for word in cycle(" ".join(texts).split()):
        words.append(word)
        coded = model.tokenizer.encode(" ".join(words))
        if coded.special_tokens_mask.count(0) >= tokens:
            yield " ".join(words)
            words = []


def _timed(model: TextModel, reply: str) -> tuple[float, int]:
    """Milliseconds it took, and the tokens read."""
    started = time.perf_counter()
    found = model.score(reply)
    return (time.perf_counter() - started) * 1000, found.tokens
