"""The second look's training: the mean of several, and the linear model over runs."""

import numpy as np
import torch

from safety.runs import PLACES
from train.crisis import soup
from train.crisis_rows import labelled
from train.crisis_runs import fit_runs, rarity_of

ROWS = [
    *(("explicit", f"I want to die, {when}") for when in ("today", "now", "soon", "again")),
    *(("veiled", f"they are better off without me {when}") for when in ("today", "now", "soon")),
    *(("none", f"the bus was late {when}") for when in ("today", "now", "soon", "again", "once")),
]


def test_a_soup_is_the_mean_of_the_weights_and_leaves_whole_numbers() -> None:
    first = {"weight": torch.tensor([1.0, 2.0]), "place": torch.tensor([3, 4])}
    other = {"weight": torch.tensor([3.0, 6.0]), "place": torch.tensor([3, 4])}
    found = soup([first, other])
    assert found["weight"].tolist() == [2.0, 4.0]
    assert found["place"].tolist() == [3, 4]
    assert soup([first])["weight"].tolist() == [1.0, 2.0]


def test_what_was_learned_is_told_from_what_is_alike() -> None:
    runs = fit_runs(labelled(ROWS), seed=7)
    for place, text in enumerate(("the bus was late", "better off without me", "I want to die")):
        assert runs.log_probabilities(text).argmax() == place


def test_the_same_rows_make_the_same_weights() -> None:
    one, other = (fit_runs(labelled(ROWS), seed=7) for _ in range(2))
    assert np.array_equal(one.weights, other.weights)


def test_what_stands_in_every_text_is_least_rare() -> None:
    rarity = rarity_of([np.array([1, 5]), np.array([1])])
    assert rarity.shape == (2 * PLACES,)
    assert rarity[1] == 1 < rarity[5] < rarity[0]
