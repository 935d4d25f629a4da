"""Which mood each label of a foreign text model means."""

import shlex
from collections.abc import Mapping, Sequence

from contract.messages import MOODS
from models.card import ModelError


def told_moods(labels: Sequence[str], told: Sequence[str]) -> dict[str, str]:
    """What is known of the labels: `told` as LABEL=MOOD, else a label that is called like a mood.

    Raises ModelError naming a label that the model does not have, or a mood that there is not.
    """
    known = {label: label.strip().lower() for label in labels if label.strip().lower() in MOODS}
    for one in told:
        label, _, mood = one.rpartition("=")
        if label not in labels:
            raise ModelError(f"--label {one}: no label {label!r}. Labels: {', '.join(labels)}.")
        if mood not in MOODS:
            raise ModelError(f"--label {one}: no mood {mood!r}. Moods: {', '.join(MOODS)}.")
        known[label] = mood
    return known


def untold(labels: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """The labels that nobody has said the meaning of."""
    return tuple(label for label in labels if label not in known)


def must_be_told(labels: Sequence[str]) -> ModelError:
    """What to say when nobody is there to be asked."""
    options = " ".join(f"--label {shlex.quote(f'{label}=MOOD')}" for label in labels)
    return ModelError(f"Say what each label means: {options}. Moods: {', '.join(MOODS)}.")


def check_moods(moods: Mapping[str, str]) -> None:
    """ModelError when a model could give only one mood: it would say nothing."""
    if len(set(moods.values())) < 2:
        raise ModelError(f"All labels mean {next(iter(moods.values()))}; two moods are needed.")
