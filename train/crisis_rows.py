"""Crisis phrasings among ordinary text: what trains the second look, what sets its limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from safety.screen import screen
from train.replies import EMOTIONS, Replies, join, read_goemotions, training_files
from train.replies import read_clinical as read_moods
from train.text_typos import hurried

CLASSES = ("none", "veiled", "explicit")
"""In the order of urgency, and of the model's output."""
PHRASINGS = Path(__file__).resolve().parent.parent / "safety" / "phrasings"
TRAINING = ("en_tuning.tsv", "en_second_look.tsv", "en_training.tsv")
"""What chose rules or trains; the other files in the folder only report."""
DEVELOPMENT = "clinical_replies_dev.tsv"
MOST_WORDS = 45
"""Of a phrasing within ordinary text, but for the last put to it: what is cut off trains wrong."""


@dataclass(frozen=True)
class Crises:
    train: Replies
    select: Replies
    """Whole families that train nothing: they choose the epoch and the limits."""
    ordinary: Replies
    """Forum comments that the rules find nothing in: `none`."""
    clinical: Replies
    """Clinical replies that they find nothing in."""
    held_out: Replies
    """Comments that train nothing: false alarms there set the limits too."""
    clinical_held_out: Replies
    """Clinical replies that train nothing, likewise."""


def load_crises(data: Path, seed: int, selecting: int) -> Crises:
    """One family in `selecting` selects; `data` is the folder of the GoEmotions rows."""
    families = [rows for file in TRAINING for rows in read_families(PHRASINGS / file)]
    drawn = set(np.random.default_rng(seed).permutation(len(families))[::selecting].tolist())
    clinical = join([read_moods(path) for path in training_files()])
    comments = read_goemotions(data, "train")
    dev = read_moods(training_files()[0].with_name(DEVELOPMENT))
    return Crises(
        train=join([rows for place, rows in enumerate(families) if place not in drawn]),
        select=join([rows for place, rows in enumerate(families) if place in drawn]),
        ordinary=nothing_in(comments.texts),
        clinical=nothing_in(clinical.texts),
        held_out=nothing_in(read_goemotions(data, "dev").texts),
        clinical_held_out=nothing_in(dev.texts),
    )


def read_families(path: Path) -> list[Replies]:
    """Lines `class<TAB>text` under lines `# family`; SystemExit naming a line that is neither."""
    families: list[list[tuple[str, str]]] = [[]]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        name, tab, text = line.partition("\t")
        if line.startswith("#"):
            families.append([])
        elif tab and name in CLASSES and text.strip():
            families[-1].append((name, text))
        else:
            raise SystemExit(f"{path.name}:{number} is not a class, a tab and a text.")
    return [labelled(rows) for rows in families if rows]


def labelled(rows: Sequence[tuple[str, str]]) -> Replies:
    shares = np.array([[float(name == one) for one in CLASSES] for name, _ in rows])
    return Replies(tuple(text for _, text in rows), shares, np.zeros((len(rows), EMOTIONS)))


def nothing_in(texts: Sequence[str]) -> Replies:
    return labelled([("none", text) for text in texts if screen(text) is None])


def fed(crises: Crises, ordinary: int, among: float, typos: float, turn: list[int]) -> Replies:
    """An epoch's rows: every phrasing, `among` of them within an ordinary text, beside others, half
    of them clinical replies while there are so many."""
    draw = np.random.default_rng(turn)
    replies, comments = (
        part.rows(draw.permutation(len(part))[: ordinary // 2])
        for part in (crises.clinical, crises.ordinary)
    )
    others = join([replies, comments])
    return hurried(join([within(crises.train, others, among, draw), others]), typos, draw)


def amid_talk(crises: Crises, turn: list[int]) -> Replies:
    """The rows that select, each within clinical replies that train nothing, typed in a hurry."""
    draw = np.random.default_rng(turn)
    return hurried(within(crises.select, crises.clinical_held_out, 1.0, draw), 1.0, draw)


def ruled(texts: Sequence[str]) -> npt.NDArray[np.intp]:
    """[N] the place in CLASSES of what the rules find."""
    found = [screen(text) for text in texts]
    return np.array([CLASSES.index(one.kind if one else "none") for one in found], np.intp)


def within(rows: Replies, others: Replies, share: float, draw: np.random.Generator) -> Replies:
    """`share` of the texts said before, after or between ordinary texts; the class stays."""
    texts = [
        surrounded(text, others.texts, draw) if draw.random() < share else text
        for text in rows.texts
    ]
    return Replies(tuple(texts), rows.shares, rows.fine)


def surrounded(text: str, others: Sequence[str], draw: np.random.Generator) -> str:
    """The text with one ordinary text before or after it, or more up to MOST_WORDS in all."""
    said, words = [text], draw.uniform(0, MOST_WORDS)
    while True:
        other = others[int(draw.integers(len(others)))]
        said.insert(
            len(said) if draw.random() < 0.5 else 0, f"{other}." if draw.random() < 0.7 else other
        )
        if sum(len(one.split()) for one in said) > words:
            return " ".join(said)
