"""Download a sequence-classification model from the Hugging Face hub.

python -m train.fetch_text ID FOLDER     what went wrong is one sentence on stdout, exit code 2
"""

import sys
from pathlib import Path

from huggingface_hub import model_info, snapshot_download
from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError

SMALL = ("*.json", "*.txt", "*.model", "README.md")
"""Configuration, tokenizer in any of its forms, and the page that states the licence."""
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
"""The first that there is; one file is enough for every model that fits ONNX's 2 GB."""
PATIENCE_S = 10.0
CANNOT = 2


def fetch(model: str, to: Path) -> None:
    """The files that exporting needs; SystemExit with one sentence when there are none."""
    try:
        there = {one.rfilename for one in model_info(model, timeout=PATIENCE_S).siblings or ()}
        weights = next((name for name in WEIGHTS if name in there), None)
        if weights is None:
            _stop(f"The hub's {model} has neither {' nor '.join(WEIGHTS)}.")
        snapshot_download(model, local_dir=to, allow_patterns=[*SMALL, str(weights)])
    except GatedRepoError:
        _stop(f"The hub gives {model} only to those who accepted its terms; give a folder instead.")
    except RepositoryNotFoundError:
        _stop(f"The hub has no public model {model}; check the id, or give a folder.")
    except Exception as fault:  # each way to have no network has a class of its own
        kind = type(fault).__name__
        _stop(f"The hub cannot be reached ({kind}), so {model} was not downloaded; give a folder.")


def _stop(sentence: str) -> None:
    print(sentence)
    raise SystemExit(CANNOT)


if __name__ == "__main__":
    fetch(sys.argv[1], Path(sys.argv[2]))
