"""`python -m actions`: the action server on the port that the settings name."""

from __future__ import annotations

from actions.server import serve
from contract.logs import start_logging
from contract.settings import load_settings

if __name__ == "__main__":
    start_logging()
    serve(load_settings())
