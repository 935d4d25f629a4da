"""Emoji and smileys as words, inside the tokenizer file: whoever loads it reads them alike."""

import unicodedata

from tokenizers import Regex, Tokenizer
from tokenizers.normalizers import Replace, Sequence

FACES = [*range(0x1F600, 0x1F650), *range(0x1F910, 0x1F930), *range(0x1F970, 0x1F97B)]
HANDS = [0x1F44C, 0x1F44D, 0x1F44E, 0x1F44F, 0x1F4AA, 0x1F44B, 0x270C, 0x1F91E]
OTHERS = [0x1F389, 0x1F38A, 0x1F4A9, 0x1F31E, 0x2600, 0x1F308, 0x1F480, 0x1F614, 0x2639, 0x263A]
OWN_WORDS = {
    0x2764: "red heart",
    0x1F494: "broken heart",
    0x1F495: "two hearts",
    0x1F499: "blue heart",
    0x1F49A: "green heart",
    0x1F49B: "yellow heart",
    0x1F49C: "purple heart",
    0x1F917: "hugging face",
    0x1F923: "laughing face",
    0x1F937: "shrug",
}
SMILEYS = {":-)": "smiling face", ":)": "smiling face", ":-(": "sad face", ":(": "sad face",
           ":D": "grinning face", ":'(": "crying face", ":/": "confused face"}  # fmt: skip
SKIN_TONES = "[\U0001f3fb-\U0001f3ff\ufe0f]"


def words_of_emoji() -> dict[str, str]:
    """Emoji or smiley -> what it shows, from its Unicode name where we give none."""
    named = {point: unicodedata.name(chr(point), "") for point in (*FACES, *HANDS, *OTHERS)}
    words = {chr(point): name.removesuffix(" SIGN").lower() for point, name in named.items()}
    own = {chr(point): word for point, word in OWN_WORDS.items()}
    return {sign: word for sign, word in {**words, **own, **SMILEYS}.items() if word}


def read_emoji(tokenizer: Tokenizer) -> None:
    """Put the replacements before the tokenizer's own normaliser."""
    steps = [Replace(Regex(SKIN_TONES), "")]
    steps += [Replace(sign, f" {word} ") for sign, word in words_of_emoji().items()]
    tokenizer.normalizer = Sequence([*steps, tokenizer.normalizer])
