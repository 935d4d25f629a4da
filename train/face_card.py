"""The words of the face model's card: terms, limits, what it must not be used for."""

from typing import Any

from train.faces import LABELS, MOOD_OF

WORDS: dict[str, Any] = {
    "task": "face-emotion",
    "labels": list(LABELS),
    "moods": MOOD_OF,
    "input": [
        {
            "name": "face",
            "shape": ["N", 1, 48, 48],
            "dtype": "float32",
            "range": "0..255, raw pixels; scaled inside the model",
            "colour": "grey",
        }
    ],
    "output": "probabilities",
    "licence": {
        "weights": "Apache-2.0, trained from scratch; see the terms of the images",
        "FER2013 images": "no grant stated: research use, not redistributed here",
        "FER+ votes": "MIT (microsoft/FERPlus)",
    },
    "not_measured": [
        "age",
        "sex",
        "skin tone",
        "glasses, masks and facial hair",
        "Parkinson's disease, multiple sclerosis, stroke or any other diagnosis",
        "reduced or one-sided facial movement",
        "live camera frames: every figure is on still web pictures of 48 by 48 pixels",
        "what the person feels: the labels are how ten raters saw a picture",
    ],
    "must_not_be_used_for": [
        "diagnosis, triage, or raising or suppressing a safety alert",
        "judging a single frame or a single person without the clinician's own view",
        "emotion inference at work, in education, in policing or at borders",
        "identifying anybody",
    ],
    "known_failures": [
        "disgust, contempt and fear have few rows: their own figures mean little",
        "sadness, anger and contempt are often taken for neutral: the negative mood is the weakest",
        "a picture without a face still gets a mood (metrics.no_face): find the face first",
        "coarse, dark, washed out and badly centred faces lose accuracy, and a coarse one loses it "
        "without losing confidence (metrics.robustness)",
    ],
}
