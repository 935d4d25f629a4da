"""The second look beside the rules: the shipped file, what it adds, and each way it can be dead."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.safety_figures import figures
from bench.safety_rows import read_phrasings
from contract.messages import Reply
from models.card import FOLDER, load_card
from questionnaires.loader import find_item
from questionnaires.resolve import commands
from safety.alert import BY_SECOND_LOOK, alert_of
from safety.estimator import NAME
from safety.finding import find, ruled
from safety.screen import screen
from safety.second_look import Reader, SecondLook
from train.crisis_card import RUNS, TOKENIZER
from train.crisis_rows import TRAINING

ROOT = Path(__file__).resolve().parents[2]
PHRASINGS = ROOT / "safety" / "phrasings"
KNOWN = [row.text for row in read_phrasings(PHRASINGS / "en_second_look.tsv")]
REPORTING = (
    "en_held_back",
    "en_fresh",
    "en_unseen",
    "en_unseen_two",
    "en_unseen_three",
    "en_unseen_four",
    "en_unseen_five",
    "en_unseen_six",
)
RANK = {None: 0, "veiled": 1, "explicit": 2}
SHIPPED = SecondLook.read()
MISHAP = "The pharmacist only gave me a week's supply of tablets, can you sort out the rest"
"""A rule finds it explicit, the second look is sure that it is not."""
UNRULED = "I told my son to hold the pillow over my face"
"""No rule finds it, the second look does."""


def rank(finding: object) -> int:
    return RANK[getattr(finding, "kind", None)]


@given(st.one_of(st.text(max_size=200), st.sampled_from(KNOWN), st.lists(st.sampled_from(KNOWN))))
def test_it_takes_what_the_rules_found_at_most_a_step_back(said: str | list[str]) -> None:
    text = said if isinstance(said, str) else ". ".join(said)
    ruled, found, look = screen(text), find(text, "en"), SHIPPED.look(text)
    assert rank(found) >= rank(ruled) - 1
    if rank(found) < rank(ruled):
        assert look is not None and ruled is not None and ruled.kind in look.doubted
    if ruled is not None and rank(found) == rank(ruled):
        assert found == ruled


@pytest.mark.parametrize("name", REPORTING)
def test_no_rightly_explicit_finding_of_the_rules_is_taken_back(name: str) -> None:
    rows = read_phrasings(PHRASINGS / f"{name}.tsv")
    texts = [row.text for row in rows if row.label == "explicit" and rank(screen(row.text)) == 2]
    assert texts and all(rank(find(text)) == 2 for text in texts)


def test_a_rule_that_took_a_mishap_for_a_crisis_is_doubted() -> None:
    assert rank(screen(MISHAP)) == 2
    assert rank(find(MISHAP)) == rank(find(MISHAP, "en")) == 1


def test_in_words_that_are_not_known_to_be_english_nothing_is_doubted() -> None:
    """Nor where another language is known to be spoken."""
    mixed = f"sto bene oggi pomeriggio, grazie mille dottoressa, arrivederci. {MISHAP}"
    text = f"{mixed} buonanotte signora, domani torniamo insieme alla fisioterapia presto"
    assert rank(ruled(text)) == rank(find(text)) == rank(find(text, "it")) == 2


@pytest.mark.parametrize(
    "text",
    ["I'm not going to kill myself", "my brother killed himself in 1994", "no thoughts of suicide"],
)
def test_what_the_rules_took_back_stays_veiled(text: str) -> None:
    ruled = screen(text)
    assert ruled is not None and ruled.kind == "veiled"
    assert find(text) == ruled


def test_the_clinician_is_told_that_no_rule_raised_it() -> None:
    assert screen(UNRULED) is None
    reply = Reply("s1", "m1", 1_800_000_000.0, UNRULED, None, None)
    raised = alert_of(reply, None)
    assert raised is not None and raised.source == "phrase" and BY_SECOND_LOOK in raised.detail
    by_rule = alert_of(Reply("s1", "m1", 1.0, "I want to die", None, None), None)
    assert by_rule is not None and BY_SECOND_LOOK not in by_rule.detail


def test_commands_and_options_raise_nothing() -> None:
    item = find_item("phq9_1")[1]
    typed = (one for every in commands().values() for one in every)
    said = [*typed, *(option.label for option in item.options), "0", "3"]
    for text in said:
        assert alert_of(Reply("s1", "m1", 1.0, text, item.id, None), item) is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (f"{NAME}.onnx", f"{NAME}.json", TOKENIZER, RUNS):
        shutil.copy(FOLDER / name, tmp_path)
    return tmp_path


def missing(folder: Path) -> None:
    (folder / f"{NAME}.onnx").unlink()


def no_card(folder: Path) -> None:
    (folder / f"{NAME}.json").write_text("{")


def damaged(folder: Path) -> None:
    path = folder / f"{NAME}.onnx"
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def no_runs(folder: Path) -> None:
    (folder / RUNS).unlink()


def no_weights(folder: Path) -> None:
    (folder / f"{NAME}.onnx").write_bytes(b"nothing")
    card = json.loads((folder / f"{NAME}.json").read_text())
    card["sha256"] = hashlib.sha256(b"nothing").hexdigest()
    (folder / f"{NAME}.json").write_text(json.dumps(card))


def hanging(folder: Path) -> None:
    """Reading a pipe that nobody writes to never ends."""
    missing(folder)
    os.mkfifo(folder / f"{NAME}.onnx")


@pytest.mark.parametrize("break_it", [missing, no_card, damaged, no_weights, no_runs, hanging])
def test_with_the_file_dead_the_rules_stand(break_it: object, folder: Path) -> None:
    assert callable(break_it)
    break_it(folder)
    reader = Reader(folder, wait_s=0.2)
    began = time.monotonic()
    for text in ("I want to die", "I'm not suicidal", "this tremor is killing me", UNRULED):
        assert find(text, reader=reader) == screen(text)
    assert time.monotonic() - began < 2


def test_with_the_file_whole_the_same_reader_finds_more(folder: Path) -> None:
    found = find(UNRULED, reader=Reader(folder))
    assert found is not None and found.kind == "explicit" and not found.rule


def test_a_long_reply_is_looked_at_to_its_end() -> None:
    talk = "The bus was late and my legs were stiff, but the physio was kind. " * 60
    found = find(f"{talk}{UNRULED}")
    assert found is not None and found.kind == "explicit"


def test_the_card_is_of_the_shipped_file_and_of_the_phrasings() -> None:
    card = load_card(NAME)
    card.verified_file()
    assert card.size_bytes == (FOLDER / card.file).stat().st_size < 25_000_000
    assert card.labels == ("none", "veiled", "explicit")
    for name in TRAINING:
        found = hashlib.sha256((PHRASINGS / name).read_bytes()).hexdigest()
        assert card.training.data_sha256[name] == found


def test_of_ordinary_replies_few_are_found() -> None:
    """Those in train/data that trained nothing; the goals are 0.5 % and 5 %."""
    lines = (ROOT / "train" / "data" / "clinical_replies_dev.tsv").read_text().splitlines()
    found = [find(line.partition("\t")[2]) for line in lines]
    kinds = [one.kind for one in found if one is not None]
    assert kinds.count("explicit") <= 0.005 * len(lines)
    assert len(kinds) <= 0.05 * len(lines)


def test_nothing_that_only_measures_has_trained_it() -> None:
    learned = {row.text.casefold() for name in TRAINING for row in read_phrasings(PHRASINGS / name)}
    for name in (f"{one}.tsv" for one in REPORTING):
        measured = {row.text.casefold() for row in read_phrasings(PHRASINGS / name)}
        assert not learned & measured


def test_the_documented_totals_are_the_measured_ones() -> None:
    page = (ROOT / "docs" / "safety.md").read_text()
    for name in REPORTING:
        rows = read_phrasings(PHRASINGS / f"{name}.tsv")
        alone, both = (figures(rows, "en", rules_alone=alone) for alone in (True, False))
        counts = [one["explicit"]["recall"]["count"] for one in (alone, both)]
        total = both["rows"]["explicit"]
        row = f"| `{name}.tsv`, explicit found explicit | {total} | {counts[0]} | {counts[1]} |"
        assert row in page
