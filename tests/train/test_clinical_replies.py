"""The clinical replies: whole, balanced, and the development set apart from the training set."""

import re
from collections import Counter

import pytest

from train.replies import CLINICAL, MOODS, load_clinical, read_clinical

NEAR = 0.6


def texts(part: str) -> list[tuple[str, str]]:
    replies = read_clinical(CLINICAL / f"clinical_replies_{part}.tsv")
    moods = [MOODS[place] for place in replies.shares.argmax(axis=1)]
    return list(zip(moods, replies.texts, strict=True))


def words(text: str) -> frozenset[str]:
    """Its words; its signs where it has no word."""
    return frozenset(re.findall(r"\w+", text.lower()) or text.split())


@pytest.mark.parametrize(("part", "least"), [("train", 1500), ("dev", 300)])
def test_there_are_enough_replies_of_every_mood_and_none_twice(part: str, least: int) -> None:
    rows = texts(part)
    assert len(rows) >= least
    assert min(Counter(mood for mood, _ in rows).values()) >= len(rows) / 6
    assert len({text for _, text in rows}) == len(rows)


@pytest.mark.parametrize("part", ["train", "dev"])
def test_the_readme_counts_the_replies(part: str) -> None:
    moods = Counter(mood for mood, _ in texts(part))
    counts = [moods.total(), *(moods[mood] for mood in MOODS)]
    row = " | ".join(f"{count:,}" for count in counts)
    readme = (CLINICAL / "README.md").read_text(encoding="utf-8")
    assert f"`clinical_replies_{part}.tsv` | {row} |" in readme


def test_no_development_reply_nearly_stands_in_training() -> None:
    known = [words(text) for _, text in texts("train")]
    for _, text in texts("dev"):
        own = words(text)
        sharing = [other for other in known if not own.isdisjoint(other)]
        near = [other for other in sharing if len(own & other) / len(own | other) >= NEAR]
        assert not near, text


def test_the_half_that_reports_selects_nothing() -> None:
    splits = load_clinical()
    assert not set(splits.report.texts) & set(splits.select.texts)
    assert abs(len(splits.report) - len(splits.select)) <= 1


def test_a_line_that_is_no_reply_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "rows.tsv").write_text("neutral\tok\nhappy\tgood\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"rows\.tsv:2"):
        read_clinical(tmp_path / "rows.tsv")
