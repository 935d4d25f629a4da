"""Fit the linear model over runs of letters and words that stands beside the transformer."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import SGDClassifier  # type: ignore[import-untyped]
from tqdm import tqdm  # type: ignore[import-untyped]

from safety.runs import PLACES, Floats, Places, Runs, counted, weighed
from train.replies import Replies

ALPHA = 2e-6
"""L2 penalty; of 1, 2 and 5e-6 the one with the most recall on hands that trained nothing."""
PASSES = 25


def fit_runs(rows: Replies, seed: int) -> Runs:
    """Averaged stochastic gradient descent on the classes of `rows`, one against the rest."""
    pieces = [counted(text) for text in tqdm(rows.texts, "counting runs")]
    rarity = rarity_of([places for places, _ in pieces])
    matrix = sparse(pieces, rarity)
    model = SGDClassifier(
        loss="log_loss", alpha=ALPHA, max_iter=PASSES, average=True, random_state=seed
    )
    model.fit(matrix, rows.shares.argmax(axis=1))
    weights = np.ascontiguousarray(model.coef_.T).astype(np.float16)
    return Runs(rarity.astype(np.float16), weights, model.intercept_.astype(np.float32))


def rarity_of(places: Sequence[Places]) -> Floats:
    """[2 * PLACES] ln((1 + texts) / (1 + texts with it)) + 1."""
    met = np.bincount(np.concatenate(places), minlength=2 * PLACES)
    return np.asarray(np.log((1 + len(places)) / (1 + met)) + 1, np.float32)


def sparse(pieces: Sequence[tuple[Places, Floats]], rarity: Floats) -> csr_matrix:
    """[texts, 2 * PLACES]"""
    values = [weighed(places, counts, rarity[places]) for places, counts in pieces]
    ends: npt.NDArray[np.int64] = np.cumsum([0, *(len(places) for places, _ in pieces)])
    columns = np.concatenate([places for places, _ in pieces])
    return csr_matrix((np.concatenate(values), columns, ends), shape=(len(pieces), 2 * PLACES))
