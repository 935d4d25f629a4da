"""A model's card: what the weights are, checked against the files before anything is scored."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnxruntime

from contract.errors import BadMessage, VultusError
from contract.messages import MOODS
from contract.wire import typed

FOLDER = Path(__file__).resolve().parent
ACTIVATION = "activation"
"""A second output that a face model may have: where each label was seen (models/activation.py)."""
CRISIS = "text-crisis"
"""The one task that reads no mood (safety/second_look.py)."""
DTYPES = {"float32": "tensor(float)", "int64": "tensor(int64)"}


class ModelError(VultusError):
    """A model that cannot be used; the text says which file, why, and what to do now."""

    code = "bad_model"


@dataclass(frozen=True)
class Input:
    """One tensor the model takes."""

    name: str
    shape: tuple[int | str, ...]
    """Lengths; a letter where any length goes."""
    dtype: str
    range: str
    colour: str
    """How a picture's colours are read; empty for anything but a picture."""


@dataclass(frozen=True)
class Training:
    """How the weights were made."""

    command: str
    """Run in the repository root."""
    seed: int
    data_sha256: dict[str, str]
    """Data file to hash."""
    minutes: float
    """Wall time of the training itself, on the machine named in train/README.md."""


@dataclass(frozen=True)
class Card:
    """All that may be known about a model without opening it."""

    name: str
    version: str
    task: str
    """`face-emotion`, `text-mood` or `text-crisis`."""
    file: str
    sha256: str
    size_bytes: int
    labels: tuple[str, ...]
    """In the order of the output."""
    moods: dict[str, str]
    """Label to negative, neutral, positive or other; empty for `text-crisis`."""
    input: tuple[Input, ...]
    output: str
    """Name of the output: [N, labels] probabilities that sum to 1."""
    extra_files: dict[str, str]
    """File beside the weights, such as a tokenizer, to its sha256."""
    licence: dict[str, str]
    """Of the weights and of each part of the data."""
    training: Training
    metrics: dict[str, Any]
    """Figures, the rows they come from, and the command that prints them."""
    not_measured: tuple[str, ...]
    must_not_be_used_for: tuple[str, ...]
    known_failures: tuple[str, ...]

    @property
    def retrain(self) -> str:
        return f"restore the file or retrain with `{self.training.command}`"

    def verified_file(self, folder: Path = FOLDER) -> Path:
        """The weights, once they and every file beside them match the card."""
        for name, expected in {self.file: self.sha256, **self.extra_files}.items():
            found = _sha256(folder / name, self)
            if found != expected:
                raise ModelError(
                    f"{folder.name}/{name} does not match its card: "
                    f"sha256 {found}, expected {expected}; {self.retrain}."
                )
        return folder / self.file

    def verified_extra(self, ending: str, folder: Path = FOLDER) -> Path:
        """The one extra file with this ending, checked: `card.verified_extra("tokenizer.json")`."""
        named = [name for name in self.extra_files if name.endswith(ending)]
        if len(named) != 1:
            raise ModelError(f"card {self.name} names {len(named)} files that end in {ending}.")
        self.verified_file(folder)
        return folder / named[0]


def load_card(name: str, folder: Path = FOLDER) -> Card:
    """The card of this name; a field it does not know or lacks is refused by name."""
    path = folder / f"{name}.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"No card {folder.name}/{name}.json. {_known(folder)}") from None
    except ValueError as fault:
        raise ModelError(f"{folder.name}/{name}.json is not JSON: {fault}.") from None
    try:
        card = typed(raw, Card, f"Card {name}")
    except BadMessage as error:
        raise ModelError(error.text) from None
    _check(card, name)
    return card


def open_session(
    card: Card, threads: int = 1, folder: Path = FOLDER
) -> onnxruntime.InferenceSession:
    """The verified weights, ready to score on `threads` cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        card.verified_file(folder).read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    _agree(card, "inputs", _found_inputs(session), [(i.name, DTYPES[i.dtype]) for i in card.input])
    found = (one for one in session.get_outputs() if one.name != ACTIVATION)
    outputs = [(one.name, one.shape[-1]) for one in found]
    _agree(card, "outputs", outputs, [(card.output, len(card.labels))])
    return session


def _found_inputs(session: onnxruntime.InferenceSession) -> list[tuple[str, str]]:
    return [(one.name, one.type) for one in session.get_inputs()]


def _agree(card: Card, what: str, found: object, expected: object) -> None:
    if found != expected:
        raise ModelError(
            f"{card.file} has {what} {found}, its card says {expected}; {card.retrain}."
        )


def _check(card: Card, name: str) -> None:
    """What the types alone do not say."""
    faults = {
        f"name is {card.name}": card.name != name,
        f"file {card.file} is not a plain file name": Path(card.file).name != card.file,
        "moods must have exactly the labels": card.task != CRISIS
        and set(card.moods) != set(card.labels),
        f"moods must be among {', '.join(MOODS)}": not set(card.moods.values()) <= set(MOODS),
        f"dtype must be among {', '.join(DTYPES)}": not {i.dtype for i in card.input}
        <= set(DTYPES),
        "extra_files must be plain file names": any(
            Path(file).name != file for file in card.extra_files
        ),
    }
    for fault, is_so in faults.items():
        if is_so:
            raise ModelError(f"Card {name}: {fault}.")


def _known(folder: Path) -> str:
    names = sorted(
        path.stem for path in folder.glob("*.json") if path.with_suffix(".onnx").exists()
    )
    return f"Known: {', '.join(names) or 'none'}."


def _sha256(path: Path, card: Card) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise ModelError(f"{path.parent.name}/{path.name} is missing; {card.retrain}.") from None
