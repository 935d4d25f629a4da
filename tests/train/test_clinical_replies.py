"""The clinical replies: whole, balanced, and the development set apart from the training set."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from train.replies import CLINICAL, MOODS, load_clinical, read_clinical, training_files

NEAR = 0.6
TABLES = Path(__file__).parents[1] / "sentiment" / "behaviour"


def texts(part: str) -> list[tuple[str, str]]:
    replies = read_clinical(CLINICAL / f"clinical_replies_{part}.tsv")
    moods = [MOODS[place] for place in replies.shares.argmax(axis=1)]
    return list(zip(moods, replies.texts, strict=True))


def words(text: str) -> frozenset[str]:
    """Its words; its signs where it has no word."""
    return frozenset(re.findall(r"\w+", text.lower()) or text.split())


@pytest.mark.parametrize(
    ("part", "least"), [("train", 1500), ("train_2", 2500), ("train_3", 1500), ("dev", 300)]
)
def test_there_are_enough_replies_of_every_mood_and_none_twice(part: str, least: int) -> None:
    rows = texts(part)
    assert len(rows) >= least
    assert min(Counter(mood for mood, _ in rows).values()) >= len(rows) / 6
    assert len({text for _, text in rows}) == len(rows)


@pytest.mark.parametrize("part", ["train", "train_2", "train_3", "dev"])
def test_the_readme_counts_the_replies(part: str) -> None:
    moods = Counter(mood for mood, _ in texts(part))
    counts = [moods.total(), *(moods[mood] for mood in MOODS)]
    row = " | ".join(f"{count:,}" for count in counts)
    readme = (CLINICAL / "README.md").read_text(encoding="utf-8")
    assert f"`clinical_replies_{part}.tsv` | {row} |" in readme


class Seen:
    """Replies by their words, to find the nearly same."""

    def __init__(self, replies: Iterable[str] = ()) -> None:
        self.replies: list[frozenset[str]] = []
        self.holding: defaultdict[str, list[int]] = defaultdict(list)
        for reply in replies:
            self.add(reply)

    def add(self, reply: str) -> None:
        for word in words(reply):
            self.holding[word].append(len(self.replies))
        self.replies.append(words(reply))

    def has_near(self, reply: str) -> bool:
        own = words(reply)
        shared = Counter(place for word in own for place in self.holding.get(word, ()))
        return any(
            both / (len(own) + len(self.replies[place]) - both) >= NEAR
            for place, both in shared.items()
        )


def test_no_development_reply_nearly_stands_in_training() -> None:
    known = Seen(load_clinical().train.texts)
    assert [text for _, text in texts("dev") if known.has_near(text)] == []


def test_the_later_training_files_repeat_nothing() -> None:
    """Neither one before, nor the development set, nor a behaviour table, nor themselves."""
    known = Seen(text for part in ("train", "dev") for _, text in texts(part))
    for table in TABLES.glob("*.tsv"):
        for line in table.read_text(encoding="utf-8").splitlines():
            for cell in line.split("\t"):
                known.add(cell)
    for _, text in texts("train_2") + texts("train_3"):
        assert not known.has_near(text), text
        known.add(text)


def test_every_training_file_is_read() -> None:
    assert len(training_files()) >= 3
    rows = sum(len(read_clinical(path)) for path in training_files())
    assert len(load_clinical().train) == rows


def test_the_half_that_reports_selects_nothing() -> None:
    splits = load_clinical()
    assert not set(splits.report.texts) & set(splits.select.texts)
    assert abs(len(splits.report) - len(splits.select)) <= 1


def test_a_line_that_is_no_reply_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "rows.tsv").write_text("neutral\tok\nhappy\tgood\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"rows\.tsv:2"):
        read_clinical(tmp_path / "rows.tsv")
