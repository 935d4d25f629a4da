"""Which option's words a reply is most like, by the text model's own sense of words.

It is asked only where no synonym and no count of days says anything, and answers only when one
option is clearly nearer than the others: a wrong proposal costs more than none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import numpy as np
from aiohttp import web
from numpy.typing import NDArray

from contract.errors import BadMessage
from questionnaires.definition import Item
from questionnaires.loader import find_item
from questionnaires.own_words.reading import LONGEST
from sentiment.mood import TextModel

LIKE_ENOUGH = 0.75
"""Cosine to the nearest words of an option; fitted on bench/data/wording/tuning.tsv, where
a wrong proposal was counted as three missing ones."""
CLEARLY = 0.12
"""By how much it must be nearer than the next option; fitted there too."""

Vector = NDArray[np.float32]
_Known = tuple[tuple[int, Vector], ...]


class Likeness:
    """Runs in a thread of its own, so that a reply being scored does not hold it up."""

    def __init__(self, model: TextModel) -> None:
        self._model = model
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="likeness")
        self._words_of = lru_cache(maxsize=64)(self._vectors)

    def close(self) -> None:
        """Let go of the thread."""
        self._thread.shutdown(wait=False)

    async def take(self, request: web.Request) -> web.Response:
        """`POST /internal/likeness`: `{item, text}` -> `{value}`, an option's value or null."""
        body = await request.json()
        item, text = (body.get(name) if isinstance(body, dict) else None for name in _FIELDS)
        if not isinstance(item, str) or not isinstance(text, str) or len(text) > LONGEST:
            raise BadMessage(f"The body must be {{item, text}}, the text at most {LONGEST} long.")
        _, asked = find_item(item)
        loop = asyncio.get_running_loop()
        value = await loop.run_in_executor(self._thread, self.nearest, asked, text)
        return web.json_response({"value": value})

    def nearest(self, item: Item, text: str) -> int | None:
        """The value of the option that the text is clearly most like; None when none is, and
        always for an item that can alert, a scale of numbers, and own words."""
        if item.alert_from is not None or item.kind != "choice":
            return None
        said, known = self._model.meaning(text), self._words_of(item)
        if said is None or not known:
            return None
        likeness: dict[int, float] = {}
        for value, vector in known:
            likeness[value] = max(likeness.get(value, -1.0), float(said @ vector))
        if len(likeness) < 2:
            return None
        first, second, *_ = sorted(likeness, key=lambda value: -likeness[value])
        clear = likeness[first] - likeness[second] >= CLEARLY
        return first if likeness[first] >= LIKE_ENOUGH and clear else None

    def _vectors(self, item: Item) -> _Known:
        known = ((value, self._model.meaning(text)) for value, text in _said(item))
        return tuple((value, vector) for value, vector in known if vector is not None)


_FIELDS = ("item", "text")


def _said(item: Item) -> Iterator[tuple[int, str]]:
    """The words of each option that has some; numbers are no words."""
    for text in item.absent:
        yield item.options[0].value, text
    for option in item.options:
        if not option.label.isdecimal():
            yield from ((option.value, text) for text in (option.label, *option.synonyms))
