"""A run that was cut off goes on where it stood; a different run never takes its place."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import torch


def seed_everything(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def save_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Written beside and renamed, so that a cut never leaves half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    torch.save(state, half)
    half.replace(path)


def load_checkpoint(path: Path, knobs: dict[str, Any]) -> dict[str, Any] | None:
    """The state saved under the same knobs, or None where no run has begun."""
    if not path.exists():
        return None
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=False)
    changed = sorted(k for k in knobs if state["knobs"].get(k) != knobs[k])
    if changed:
        raise SystemExit(
            f"{path} belongs to a run with other knobs ({', '.join(changed)}): "
            "delete it, or name another file with --checkpoint."
        )
    return state
