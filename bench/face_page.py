"""A face model's page: its card for a person to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.clip_page import clips
from bench.face_card import measured
from bench.markdown import bullets, figure, paragraph, picture, table
from bench.shift_page import shift
from models.card import Card

Metrics = dict[str, Any]

FIGURES = (
    ("accuracy, 8 emotions", "emotion", "accuracy"),
    ("its 95 % interval, plus or minus", "emotion", "accuracy_half_width_95"),
    ("macro F1, 8 emotions", "emotion", "macro_f1"),
    ("weighted F1, 8 emotions", "emotion", "weighted_f1"),
    ("ECE, 8 emotions", "emotion", "ece"),
    ("accuracy, 4 moods", "mood", "accuracy"),
    ("its 95 % interval, plus or minus", "mood", "accuracy_half_width_95"),
    ("macro F1, 4 moods", "mood", "macro_f1"),
    ("weighted F1, 4 moods", "mood", "weighted_f1"),
    ("ECE, 4 moods", "mood", "ece"),
    ("a voter drawn at random agrees with the model", "random_voter", "accuracy"),
    ("... with the best possible answer", "random_voter", "best_possible"),
    ("... with another voter", "random_voter", "another_voter"),
    ("divergence from the votes, KL in nats", "divergence", "kl_nats"),
    ("divergence from the votes, Jensen-Shannon in bits", "divergence", "js_bits"),
)
HEADLINE = {
    "emotion_accuracy": "accuracy, 8 emotions",
    "mood_accuracy": "accuracy, 4 moods",
    "mood_weighted_f1": "weighted F1, 4 moods",
    "mood_ece": "ECE, 4 moods",
}


def page(card: Card) -> str:
    """The whole page; CannotMeasure when the card has no figures of these weights."""
    metrics = measured(card)
    parts: tuple[Callable[[Card, Metrics], str], ...] = (
        _about,
        _rows,
        _emotions,
        _moods,
        _worsened,
        _no_face,
        shift,
        clips,
        _tried,
        _limits,
    )
    return "\n\n".join(filter(None, (part(card, metrics) for part in parts))) + "\n"


def _about(card: Card, metrics: Metrics) -> str:
    made, height = card.training, card.input[0].shape[-2]
    facts = [
        f"`{card.file}`, {card.size_bytes:,} bytes, sha256 `{card.sha256}`",
        f"reads {card.input[0].colour} faces of {height} by {card.input[0].shape[-1]} pixels, "
        f"says one probability each for {', '.join(card.labels)}",
        "mood: "
        + "; ".join(f"{mood} from {', '.join(labels)}" for mood, labels in _by_mood(card).items()),
        f"made by `{made.command}`, seed {made.seed}, {made.minutes:g} minutes",
        f"trained on {', '.join(made.data_sha256)}",
        *(f"{what}: {terms}" for what, terms in card.licence.items()),
    ]
    return "\n\n".join(
        (
            f"# {card.name}, version {card.version}",
            paragraph(
                f"Written from [the card](../../models/{card.name}.json) by the command below; "
                "change nothing here by hand. [All face models side by side](faces.md)."
            ),
            bullets(facts),
        )
    )


def _by_mood(card: Card) -> dict[str, list[str]]:
    moods: dict[str, list[str]] = {}
    for label in card.labels:
        moods.setdefault(card.moods[label], []).append(label)
    return moods


def _rows(card: Card, metrics: Metrics) -> str:
    report, both = metrics["report"], metrics["report_with_near_duplicates"]
    out = report["left_out"]
    said = (
        f"`{metrics['command']}` printed these figures at commit {metrics['commit']}, on "
        f"{report['rows']:,} rows of FER+'s valid split that trained, chose and fitted nothing and "
        f"have no near-duplicate in the training split. {report['rows_measured']:,} of them have a "
        f"majority emotion; left out: {out['no_majority']:,} without a majority, "
        f"{out['top_label_unknown']:,} unknown. The last column adds valid rows that have a "
        f"near-duplicate in training. What each figure means: "
        "[bench/README.md](../../bench/README.md)."
    )
    rows = [
        (title, *(figure((one[group] or {}).get(name)) for one in (report, both)))
        for title, group, name in FIGURES
    ]
    head = ("figure", "report rows", "with near-duplicates")
    return "\n\n".join(("## Figures", paragraph(said), table(head, rows)))


def _emotions(card: Card, metrics: Metrics) -> str:
    return _classified(card, metrics, "emotion", "Eight emotions")


def _moods(card: Card, metrics: Metrics) -> str:
    reliability = picture(f"{card.name}/reliability-mood.svg", "Accuracy of the mood by confidence")
    return _classified(card, metrics, "mood", "Four moods") + "\n\n" + reliability


def _classified(card: Card, metrics: Metrics, kind: str, title: str) -> str:
    classes = metrics["report"][kind]["classes"]
    names = list(next(iter(classes.values())))
    rows = [(label, *(figure(row[name]) for name in names)) for label, row in classes.items()]
    head = (kind, *(name.replace("_", " ") for name in names))
    return "\n\n".join(
        (
            f"## {title}",
            table(head, rows),
            picture(f"{card.name}/confusion-{kind}.svg", f"Confusion of the {kind}s"),
            picture(f"{card.name}/precision-recall-{kind}.svg", "Precision against recall"),
        )
    )


def _worsened(card: Card, metrics: Metrics) -> str:
    rows = [
        (name, *(figure(row[one]) for one in HEADLINE))
        for name, row in metrics["robustness"].items()
    ]
    said = (
        "The same rows, made worse after the face is cut out "
        "([bench/degrade.py](../../bench/degrade.py) has the amounts); `not levelled` leaves out "
        "the service's own setting of brightness and contrast."
    )
    return "\n\n".join(
        ("## Poor pictures", paragraph(said), table(("picture", *HEADLINE.values()), rows))
    )


def _no_face(card: Card, metrics: Metrics) -> str:
    moods = list(next(iter(metrics["no_face"].values())))
    rows = [
        (name, *(figure(row[mood]) for mood in moods)) for name, row in metrics["no_face"].items()
    ]
    said = "What it says of nobody, which is why the service finds a face first."
    return "\n\n".join(("## Pictures without a face", said, table(("picture", *moods), rows)))


def _tried(card: Card, metrics: Metrics) -> str:
    """What was tried and how far it went; empty for a card that does not say."""
    tried = metrics.get("approaches")
    if not tried:
        return ""
    said = (
        "On the same rows; the goals, on FER+'s official test split, are 0.89 and 0.91. Figures "
        "are those that a training prints or, where there is one under blur, of "
        "`python -m bench.face` on its file. Differences of a point and a half or less are within "
        "the intervals."
    )
    names = ("emotion_accuracy", "mood_weighted_f1", "blurred_mood_weighted_f1")
    rows = [
        (one["what"], f"{one['weights']:,}", *(figure(one[name]) for name in names))
        for one in tried
    ]
    head = ("training", "weights", "accuracy, 8 emotions", "weighted F1, 4 moods", "... blurred")
    return "\n\n".join(("## What was tried", paragraph(said), table(head, rows)))


def _limits(card: Card, metrics: Metrics) -> str:
    return "\n\n".join(
        (
            "## Limits",
            "Not measured:",
            bullets(card.not_measured),
            "Must not be used for:",
            bullets(card.must_not_be_used_for),
            "Known failures:",
            bullets(card.known_failures),
        )
    )
