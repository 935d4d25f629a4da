"""Training learns, and one that was cut off ends with the same weights."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.train.networks.drawn import faces
from train.checkpoint import save_checkpoint, seed_everything
from train.face_training import Course, Training, scaled, taught, train
from train.faces import LABELS
from train.mini_xception import MiniXception
from train.worsen import levelled, worsen


def course(folder: Path, epochs: int = 2) -> Course:
    return Course(
        epochs=epochs,
        batch=32,
        rate=4e-3,
        decay=0.05,
        average=0.9,
        settle=64,
        seed=7,
        device="cpu",
        checkpoint=folder / "face.pt",
        fixed={"epochs": 2},
        prepare=lambda pixels, draw: (worsen(pixels, 0.2, draw), levelled(pixels)),
        view=lambda pixels: scaled(levelled(pixels)),
    )


def run(course: Course) -> Training:
    seed_everything(course.seed)
    network = MiniXception(len(LABELS), 8)
    return train(course, network, faces(96), faces(48))


def test_loss_falls_on_faces_that_chose_the_epoch(tmp_path: Path) -> None:
    first = run(course(tmp_path / "one", epochs=1))
    last = run(course(tmp_path / "many", epochs=6))
    assert last.best < first.best


def test_a_training_that_was_cut_off_ends_with_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(course(tmp_path / "whole"))
    cut = course(tmp_path / "cut")
    monkeypatch.setattr("train.face_training.save_checkpoint", cut_after_one())
    with pytest.raises(KeyboardInterrupt):
        run(cut)
    monkeypatch.undo()
    resumed = run(cut)
    for name, weight in whole.averaged.state_dict().items():
        assert torch.equal(weight, resumed.averaged.state_dict()[name]), name


def cut_after_one() -> Callable[[Path, dict[str, Any]], None]:
    """Saves the first epoch, then the power goes."""

    def save(path: Path, state: dict[str, Any]) -> None:
        save_checkpoint(path, state)
        raise KeyboardInterrupt

    return save


def test_the_teachers_word_is_mixed_with_the_votes(tmp_path: Path) -> None:
    said, votes = torch.tensor([[0.0, 1.0]]), torch.tensor([[1.0, 0.0]])
    taking = replace(course(tmp_path), teacher=lambda inputs: said, trust=0.25)
    assert taught(taking, torch.zeros(1, 1, 48, 48), votes).tolist() == [[0.75, 0.25]]
    assert torch.equal(taught(course(tmp_path), torch.zeros(1, 1, 48, 48), votes), votes)
