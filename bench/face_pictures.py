"""The pictures of `bench.face`: confusion, precision against recall, reliability."""

from __future__ import annotations

from pathlib import Path

from bench.face_figures import Judged
from bench.pictures import draw_confusion, draw_precision_recall, draw_reliability
from train.faces import EMOTIONS, LABELS, MOODS


def draw(out: Path, judged: Judged) -> list[Path]:
    """Draw all of them into a folder, as far as there are rows to draw."""
    if not len(judged.rows):
        return []
    names = LABELS[:EMOTIONS]
    confused = out / "confusion-emotion.svg", out / "confusion-mood.svg"
    recalled = out / "precision-recall-emotion.svg", out / "precision-recall-mood.svg"
    reliable = out / "reliability-mood.svg"
    draw_confusion(confused[0], names, judged.true_emotion, judged.guessed_emotion)
    draw_confusion(confused[1], MOODS, judged.true_mood, judged.guessed_mood)
    draw_precision_recall(recalled[0], names, judged.emotions, judged.true_emotion)
    draw_precision_recall(recalled[1], MOODS, judged.moods, judged.true_mood)
    draw_reliability(reliable, judged.moods, judged.true_mood)
    return [*confused, *recalled, reliable]
