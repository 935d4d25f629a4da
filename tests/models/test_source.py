"""A foreign model's folder is read without torch, and refused by what is wrong with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.card import ModelError
from models.source import UNKNOWN_LICENCE, read_source

THREE = {"0": "Negative", "1": "Neutral", "2": "Positive"}


def folder(path: Path, page: str = "", **config: Any) -> Path:
    made = {"architectures": ["XLMRobertaForSequenceClassification"], "id2label": THREE, **config}
    path.joinpath("config.json").write_text(json.dumps(made), "utf-8")
    if page:
        path.joinpath("README.md").write_text(page, "utf-8")
    return path


def test_labels_stand_in_the_order_of_the_output(tmp_path: Path) -> None:
    names = {"10": "k", **{str(place): "abcdefghij"[place] for place in range(10)}}
    assert read_source(folder(tmp_path, id2label=names)).labels == tuple("abcdefghijk")


def test_labels_left_out_are_the_two_that_transformers_means(tmp_path: Path) -> None:
    assert read_source(folder(tmp_path, id2label=None)).labels == ("LABEL_0", "LABEL_1")


def test_the_licence_is_the_model_pages_own(tmp_path: Path) -> None:
    page = "---\nlanguage: el\nlicense: cc-by-4.0\n---\n# A model\nlicense: mit\n"
    assert read_source(folder(tmp_path, page)).licence == "cc-by-4.0"


@pytest.mark.parametrize("page", ["", "# No front matter\nlicense: mit\n", "---\n: [\n---\n"])
def test_no_licence_is_said_as_unknown(tmp_path: Path, page: str) -> None:
    assert read_source(folder(tmp_path, page)).licence == UNKNOWN_LICENCE


def test_labels_of_their_own_are_known_as_such(tmp_path: Path) -> None:
    assert not read_source(folder(tmp_path)).independent
    assert read_source(folder(tmp_path, problem_type="multi_label_classification")).independent


@pytest.mark.parametrize(
    ("config", "fault"),
    [
        ({"architectures": ["BertForMaskedLM"]}, "is a BertForMaskedLM"),
        ({"id2label": {"0": "score"}}, "gives one number, not labels"),
        ({"id2label": {"0": "good", "1": "good"}}, "labels that are empty or there twice"),
        ({"id2label": {"0": "good", "2": "bad"}}, "must count from 0 without gaps"),
        ({"id2label": {"first": "good"}}, "must count from 0 without gaps"),
    ],
)
def test_what_is_no_classifier_is_refused(
    tmp_path: Path, config: dict[str, Any], fault: str
) -> None:
    with pytest.raises(ModelError, match=fault):
        read_source(folder(tmp_path, **config))


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"has no config\.json: it is no Hugging Face model"):
        read_source(tmp_path)
    (tmp_path / "config.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match=r"config\.json cannot be read \(JSONDecodeError\)"):
        read_source(tmp_path)
