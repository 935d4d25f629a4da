"""Whether a reply denies what an item asks after: "no, never", but not "never hungry".

Of a reply that begins with a no the rest decides. What is denied must be a trouble: who denies
something good ("no joy", "nothing is fun") says the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from questionnaires.own_words.language import Language
from questionnaires.own_words.plain import PAUSE

_STEM = 5
"""Letters that two forms of a word share: sleep, sleeping."""


@dataclass(frozen=True)
class Denial:
    """What is denied at an item."""

    known: Language
    asked: frozenset[str]
    """The words of the item's text."""

    def read(self, text: str) -> bool | None:
        """True: nothing of it; False: it begins so, and may say anything; None: it does not."""
        words = text.split()
        while words and words[0] in self.known.fillers:
            words = words[1:]
        said = " ".join(words)
        began = self._begun(said)
        if began is None:
            return None
        if any(_match(one, said) for one in self.known.no_denials):
            return False
        clauses = " ".join(began).split(PAUSE)
        return all(
            clause.strip() in self.known.all_well or self._nothing_else(clause.split())
            for clause in clauses
        )

    def _begun(self, said: str) -> tuple[str, str] | None:
        """What stood in the place of a *, and what follows the longest denial at the beginning."""
        found = [match for one in self.known.denials if (match := _match(one, said))]
        if not found:
            return None
        longest = max(found, key=lambda match: match.end())
        return " ".join(longest.groups()), said[longest.end() :]

    def _nothing_else(self, words: list[str]) -> bool:
        """Whether the words name a trouble or nothing; what it is a trouble with may follow it."""
        troubled = False
        for place, word in enumerate(words):
            following = words[place + 1 : place + 2]
            if word in self.known.troubles:
                troubled = True
            elif word in self.known.denied_with or self.known.says_nothing(word):
                continue
            elif not (self._asked(word) and (troubled or self._in(following))):
                return False
        return True

    def _in(self, words: Collection[str]) -> bool:
        return any(word in self.known.troubles for word in words)

    def _asked(self, word: str) -> bool:
        return any(word[:_STEM] == one[:_STEM] for one in self.asked)


def _match(phrase: str, said: str) -> re.Match[str] | None:
    """At the beginning. A * is one word to four."""
    return re.match(re.escape(phrase).replace(r"\*", r"((?:\S+ ){0,3}\S+)") + r"(?!\S)", said)
