"""The shipped weights match their cards, and a card that lies is refused by name."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from tokenizers import Tokenizer

from contract.messages import MOODS
from models.card import FOLDER, Card, ModelError, load_card, open_session

FACE, TEXT = "face-mini-xception", "text-minilm"
LIMITS = {FACE: 1_000_000, TEXT: 25_000_000}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the face model and its card, free to spoil."""
    copy = tmp_path / "models"
    copy.mkdir()
    for ending in ("json", "onnx"):
        shutil.copy(FOLDER / f"{FACE}.{ending}", copy)
    return copy


def change(folder: Path, **fields: Any) -> None:
    path = folder / f"{FACE}.json"
    raw = json.loads(path.read_text(encoding="utf-8")) | fields
    path.write_text(json.dumps({k: v for k, v in raw.items() if v is not None}), encoding="utf-8")


def score_faces(pixels: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    found: npt.NDArray[np.float32] = open_session(load_card(FACE)).run(None, {"face": pixels})[0]
    return found


def score_texts(texts: list[str]) -> npt.NDArray[np.float32]:
    card = load_card(TEXT)
    tokenizer = Tokenizer.from_file(str(card.verified_extra("tokenizer.json")))
    coded = tokenizer.encode_batch(texts)
    found: npt.NDArray[np.float32] = open_session(card).run(
        [card.output],
        {
            "input_ids": np.array([one.ids for one in coded], np.int64),
            "attention_mask": np.array([one.attention_mask for one in coded], np.int64),
        },
    )[0]
    return found


def mood(text: str) -> str:
    return load_card(TEXT).labels[int(score_texts([text])[0].argmax())]


@pytest.mark.parametrize("name", LIMITS)
def test_shipped_files_match_their_card(name: str) -> None:
    card = load_card(name)
    weights = card.verified_file()
    assert weights.stat().st_size == card.size_bytes < LIMITS[name]


@pytest.mark.parametrize("name", LIMITS)
def test_cards_say_how_to_repeat_every_figure(name: str) -> None:
    card = load_card(name)
    assert card.metrics["command"].startswith("python -m ")
    assert card.training.command.startswith("python -m train.")
    assert card.not_measured and card.must_not_be_used_for and card.known_failures


def test_face_labels_and_their_moods() -> None:
    card = load_card(FACE)
    assert len(card.labels) == 9
    assert {label for label in card.labels if card.moods[label] == "other"} == {
        "surprise",
        "unknown",
    }
    assert [label for label in card.labels if card.moods[label] == "positive"] == ["happiness"]


def test_text_labels_are_the_moods_in_order() -> None:
    card = load_card(TEXT)
    assert card.labels == MOODS
    assert all(label == mood for label, mood in card.moods.items())


def test_face_probabilities_sum_to_one_for_any_number_of_faces() -> None:
    pixels = np.random.default_rng(1).uniform(0, 255, (3, 1, 48, 48)).astype(np.float32)
    scores = score_faces(pixels)
    assert scores.shape == (3, 9)
    assert np.allclose(scores.sum(axis=1), 1, atol=1e-5)
    assert np.allclose(scores[:1], score_faces(pixels[:1]), atol=1e-5)


def test_text_probabilities_sum_to_one() -> None:
    scores = score_texts(["", "Fine.", "It was a long day and I did not sleep well " * 40])
    assert scores.shape == (3, 4)
    assert np.allclose(scores.sum(axis=1), 1, atol=1e-5)


def test_plain_sentences_get_their_mood() -> None:
    assert mood("I feel wonderful today") == "positive"
    assert mood("I feel hopeless and so sad") == "negative"


def test_padding_hardly_changes_a_score() -> None:
    """int8 scales its inputs over a batch, so that a neighbour moves a score a little."""
    alone = score_texts(["I feel wonderful today"])[0]
    beside = score_texts(["I feel wonderful today", "It was a long day, and I slept badly"])[0]
    assert np.allclose(alone, beside, atol=0.05)


def test_tampered_weights_are_refused(folder: Path) -> None:
    weights = folder / f"{FACE}.onnx"
    weights.write_bytes(weights.read_bytes() + b"\0")
    with pytest.raises(
        ModelError, match=r"models/face-mini-xception\.onnx does not match its card: sha256 \w+"
    ):
        load_card(FACE, folder).verified_file(folder)


def test_missing_weights_say_how_to_get_them_back(folder: Path) -> None:
    (folder / f"{FACE}.onnx").unlink()
    with pytest.raises(ModelError, match=r"is missing; restore the file or retrain with `python"):
        open_session(load_card(FACE, folder), folder=folder)


def test_tampered_extra_file_is_refused(folder: Path) -> None:
    (folder / "words.txt").write_text("changed", encoding="utf-8")
    change(folder, extra_files={"words.txt": "0" * 64})
    with pytest.raises(ModelError, match=r"words\.txt does not match its card"):
        load_card(FACE, folder).verified_file(folder)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"colour": "grey"}, "Card face-mini-xception has no field 'colour'"),
        ({"labels": None}, r"Card face-mini-xception\.labels is missing"),
        ({"size_bytes": "many"}, "size_bytes must be int, got str"),
        ({"size_bytes": True}, "size_bytes must be int, got bool"),
        ({"labels": "happiness"}, "labels must be list, got str"),
        ({"labels": ["happiness", 2]}, r"labels\[1\] must be str, got int"),
        ({"training": {"seed": 7}}, r"training\.command is missing"),
        ({"name": "other"}, "name is other"),
        ({"file": "../other.onnx"}, "is not a plain file name"),
        ({"extra_files": {"../a": "b"}}, "extra_files must be plain file names"),
        ({"moods": {"happiness": "positive"}}, "moods must have exactly the labels"),
        ({"labels": ["happiness"], "moods": {"happiness": "glad"}}, "moods must be among negative"),
    ],
)
def test_a_wrong_card_is_refused_by_name(
    folder: Path, fields: dict[str, Any], message: str
) -> None:
    change(folder, **fields)
    with pytest.raises(ModelError, match=message):
        load_card(FACE, folder)


def test_an_unknown_model_lists_the_known_ones(folder: Path) -> None:
    with pytest.raises(ModelError, match=r"No card models/nobody\.json\. Known: face-mini-"):
        load_card("nobody", folder)


def test_a_card_that_is_not_json_is_refused(folder: Path) -> None:
    (folder / f"{FACE}.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match=r"models/face-mini-xception\.json is not JSON"):
        load_card(FACE, folder)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"output": "logits"}, "has outputs"),
        ({"labels": ["happiness"], "moods": {"happiness": "positive"}}, "has outputs"),
        ({"input": []}, "has inputs"),
    ],
)
def test_weights_that_disagree_with_the_card_do_not_open(
    folder: Path, fields: dict[str, Any], message: str
) -> None:
    change(folder, **fields)
    with pytest.raises(ModelError, match=message):
        open_session(load_card(FACE, folder), folder=folder)


def test_no_card_names_a_path_of_the_machine_that_trained_it() -> None:
    for path in FOLDER.glob("*.json"):
        if path.stem in LIMITS:
            text = path.read_text(encoding="utf-8")
            assert "/tmp" not in text and "/home" not in text and "/work" not in text


def test_a_card_is_frozen() -> None:
    card: Card = load_card(FACE)
    with pytest.raises(AttributeError):
        card.name = "other"  # type: ignore[misc]
