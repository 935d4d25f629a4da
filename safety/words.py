"""A reply as evened-out words, sentence by sentence."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bc\u2032]")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_SENTENCE_ENDS = re.compile(r"[.!?;:\n\u2026]+")
_SPACED = re.compile(r"\b(?:[a-z] ){3,}[a-z]\b")
_LOOKALIKES = str.maketrans({"$": "s", "@": "a", "0": "o", "1": "i", "3": "e"})

_SHORT = {
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "have to",
    "lemme": "let me",
    "cannot": "can not",
    "dnt": "do not",
    "aint": "is not",
    "anymore": "any more",
    "nomore": "no more",
    "anylonger": "any longer",
    "forever": "for ever",
    "noone": "no one",
    "alot": "a lot",
    "im": "i am",
    "ive": "i have",
    "id": "i would",
    "iam": "i am",
    "u": "you",
    "ur": "your",
    "r": "are",
    "meself": "myself",
    "mself": "myself",
    "infront": "in front",
}
_NEGATED = "do does did is are was were have has had could would should must need might".split()
_SHORT |= {f"{verb}nt": f"{verb} not" for verb in _NEGATED}
_SHORT |= {"cant": "can not", "wont": "will not", "shant": "shall not"}
_SHORT |= {f"{who}re": f"{who} are" for who in ("you", "they")}
_SHORT |= {f"{who}ve": f"{who} have" for who in ("you", "they", "we")}
_SHORT |= {f"{who}d": f"{who} would" for who in ("you", "they")}
_SHORT |= {f"{who}ll": f"{who} will" for who in ("you", "they", "it", "that")}
_SHORT |= {f"{who}s": f"{who} is" for who in ("he", "she", "it", "that", "what", "there", "who")}

_TWO_WORDS = re.compile(r"\b(my|me|him|her|them|your|one) (self|selfs|selves)\b")
_APOSTROPHE_ENDINGS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}
CONTRACTIONS = frozenset(_SHORT)

_WINDOW, _STEP = 60, 40
"""Words of a sentence that are looked at together, and how far apart such windows begin: what
belongs together is nearer than that, and a reply of 5,000 characters without a stop stays quick."""


def sentences(text: str) -> list[list[str]]:
    """Words of each sentence: small letters, no accents, "don't" as `do not`; a comma is a word."""
    plain = _letters(text)
    return [window for part in _SENTENCE_ENDS.split(plain) for window in _windows(_words(part))]


def expand(word: str) -> list[str]:
    """A contraction as its words; any other word as it is."""
    return _SHORT.get(word, word).split()


def _windows(words: list[str]) -> list[list[str]]:
    last = max(len(words) - _WINDOW + _STEP, 1)
    return [words[start : start + _WINDOW] for start in range(0, last, _STEP)] if words else []


def _letters(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    seen = "".join(c for c in apart if unicodedata.category(c)[0] != "M" and c not in _INVISIBLE)
    return _APOSTROPHES.sub("'", seen)


def _words(sentence: str) -> list[str]:
    kept = "".join(
        c if c.isalnum() or c in "'*$@" else " , " if c == "," else " " for c in sentence
    )
    joined = _SPACED.sub(lambda spaced: spaced[0].replace(" ", ""), " ".join(kept.split()))
    whole = _TWO_WORDS.sub(lambda pair: f"{pair[1]}self", joined)
    return [word for token in whole.split() for word in expand_token(token)]


def expand_token(token: str) -> list[str]:
    """One written token as words: "I'm", "wife's", "k1ll" as `i am`, `wife`, `kill`."""
    if token == ",":
        return [token]
    stem, _, ending = token.partition("'")
    if ending in _APOSTROPHE_ENDINGS:
        return [*expand(stem), _APOSTROPHE_ENDINGS[ending]]
    whole = token.replace("'", "")
    if whole in _SHORT:
        return expand(whole)
    word = stem if ending == "s" else whole
    if not word.isalpha() and any(c.isalpha() for c in word):
        word = word.translate(_LOOKALIKES)
    return [word] if word else []
